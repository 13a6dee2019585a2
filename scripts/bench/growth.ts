import { type Aim, meets } from './figure.ts'
import type { Measurement } from './measurement.ts'

/** How a figure grows from the smallest archive to the largest, as a quotient. */
export type Growth = { id: string; from: number; to: number; times: number; aim?: Aim; met?: boolean }

/** The growth of every figure that was measured at two sizes or more. */
export function growthIn(measurements: readonly Measurement[]): Growth[] {
  const [small, large] = [measurements[0], measurements.at(-1)]
  if (small === undefined || large === undefined || small === large) return []
  return large.figures.flatMap((figure) => {
    const before = small.figures.find(({ id }) => id === figure.id)
    if (before === undefined || 'failed' in before || 'failed' in figure || before.median === 0) return []
    const times = figure.median / before.median
    const { id, growth: aim } = figure
    return [{ id, from: small.articles, to: large.articles, times, ...(aim && { aim, met: meets(times, aim) }) }]
  })
}
