/** Chance that falls the same way every time for the same seed, so that a failing run can be run again. */
export interface SeededChance {
  /** At least 0, below 1. */
  next(): number
  /** A whole number, at least `least` and below `end`. */
  whole(least: number, end: number): number
  /** Whether something happens that happens this often (0 to 1). */
  happens(odds: number): boolean
  /** One of these. */
  oneOf<Thing>(things: readonly [Thing, ...Thing[]]): Thing
}

/** Chance from a seed, any whole number (the generator mulberry32). */
export function seededChance(seed: number): SeededChance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const whole = (least: number, end: number) => least + Math.floor(next() * (end - least))
  return {
    next,
    whole,
    happens: (odds) => next() < odds,
    oneOf: (things) => things[whole(0, things.length)] ?? things[0],
  }
}
