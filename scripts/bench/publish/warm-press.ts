import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline/promises'
import { unlessAborted } from '../../terminal/interruption.ts'
import { Problem } from '../../terminal/problem.ts'
import { ended } from '../lake/lake-process.ts'
import { type Memory, memoryOf, workOf } from '../lake/memory.ts'
import type { Program } from './command.ts'
import { type Told, toldIn } from './told.ts'

/** A publish that the press has told of, and when it did, by `performance.now()`. */
export type Heard = Told & { at: number }

/** A press that goes on publishing, in a process of its own; disposing of it ends it. */
export interface WarmPress extends AsyncDisposable {
  /** How many publishes it has told of so far. */
  count(): number
  /** The publishes told of from that number on. */
  since(number: number): Heard[]
  /** The first publish from that number on of which the condition holds; a Problem when none comes in so many milliseconds. */
  next(number: number, condition: (heard: Heard) => boolean, patience: number): Promise<Heard>
  memory(): Promise<Memory | undefined>
  /** The seconds that its process has worked so far, where the system tells. */
  work(): Promise<number | undefined>
}

/**
 * Starts `notits publish --watch` and waits until it has published once.
 * @throws Problem with its own last words when it ends before that
 */
export async function startWarmPress(words: readonly string[], start: Program): Promise<WarmPress> {
  const { program, environment, signal } = start
  const child = spawn(process.execPath, [program, 'publish', '--watch', '--json', ...words], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [heard, remarks]: [Heard[], string[]] = [[], []]
  let news = Promise.withResolvers<void>()
  const tell = () => {
    news.resolve()
    news = Promise.withResolvers()
  }
  createInterface(child.stderr).on('line', (line) => {
    remarks.push(line)
    if (remarks.length > 20) remarks.shift()
  })
  createInterface(child.stdout).on('line', (line) => {
    const told = toldIn(line)
    if (told) heard.push({ ...told, at: performance.now() })
    tell()
  })
  child.on('close', tell)
  const press: WarmPress = {
    count: () => heard.length,
    since: (number) => heard.slice(number),
    async next(number, condition, patience) {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(patience)])
      for (;;) {
        const found = heard.slice(number).find(condition)
        if (found) return found
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Problem(`notits publish --watch has ended and said "${remarks.join('\n').slice(-500)}"`)
        await unlessAborted(limit, news.promise).catch((fault) => {
          throw signal.aborted ? fault : new Problem(`The press did not tell of the change in ${patience} ms`)
        })
      }
    },
    memory: () => memoryOf(child.pid ?? 0),
    work: () => workOf(child.pid ?? 0),
    [Symbol.asyncDispose]: () => ended(child),
  }
  try {
    await press.next(0, () => true, firstPatience)
    return press
  } catch (fault) {
    await ended(child)
    throw fault
  }
}

/** The first publish of a press may be a whole site, in milliseconds. */
const firstPatience = 3_600_000
