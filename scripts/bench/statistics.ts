/** What a series of measurements comes to, in the unit of the measurements. */
export type Spread = { median: number; p95: number; n: number }

/** Median, 95th percentile and number of measurements. Throws for none at all. */
export function spreadOf(measurements: readonly number[]): Spread {
  return { median: median(measurements), p95: percentile(measurements, 95), n: measurements.length }
}

/** The middle one, or the mean of the two in the middle. */
export function median(measurements: readonly number[]): number {
  const sorted = ascending(measurements)
  const [below, above] = [at(sorted, (sorted.length - 1) >> 1), at(sorted, sorted.length >> 1)]
  return (below + above) / 2
}

/** Their sum by their number: for what is counted in steps too large for a middle one to tell anything. */
export function mean(measurements: readonly number[]): number {
  return measurements.reduce((sum, one) => sum + one, 0) / measurements.length
}

/** The smallest measurement that at least `percent` of a hundred do not exceed (nearest rank). */
export function percentile(measurements: readonly number[], percent: number): number {
  return at(ascending(measurements), Math.max(0, Math.ceil((percent / 100) * measurements.length) - 1))
}

const ascending = (measurements: readonly number[]): number[] => measurements.toSorted((a, b) => a - b)

function at(sorted: readonly number[], place: number): number {
  const found = sorted[place]
  if (found === undefined) throw new RangeError('There are no measurements')
  return found
}
