import type { Measured } from '../figure.ts'
import { median, spreadOf } from '../statistics.ts'
import type { Answer } from './asking.ts'

/** One turn of something that is measured again and again; turns are numbered from 0, so that no two need ask the same. */
export type Turn = (turn: number) => Promise<Pick<Answer, 'ms' | 'lakeMs'>>

/** How often a series is repeated: enough to tell 95 of 100, unless it takes too long. */
export type Patience = { turns: number; atLeast: number; milliseconds: number }

/** So many turns, or as many as four seconds hold, but no fewer than five unless fewer are asked for. */
export const patienceFor = (turns: number): Patience => ({ turns, atLeast: 5, milliseconds: 4000 })

/** The turns that only warm up, after the first. */
const warmUps = 4

/** The first turn counts by itself, the next ones only warm up, and the rest are measured. */
export async function series(turn: Turn, { turns, atLeast, milliseconds }: Patience): Promise<Measured> {
  const first = await turn(0)
  for (let warmUp = 1; warmUp <= warmUps; warmUp++) await turn(warmUp)
  const answers = []
  for (let spent = 0; answers.length < turns && (spent < milliseconds || answers.length < atLeast); ) {
    const answer = await turn(answers.length + warmUps + 1)
    spent += answer.ms
    answers.push(answer)
  }
  const told = answers.map(({ lakeMs }) => lakeMs).filter((ms) => ms !== undefined)
  return {
    ...spreadOf(answers.map(({ ms }) => ms)),
    first: first.ms,
    ...(told.length > 0 && { lake: median(told) }),
  }
}
