/** Gives a number from 0 up to, but not including, 1 each time it is asked. */
export type Chance = () => number

/** Chance that falls the same way each time for the same seed, a whole number (the generator Mulberry32). */
export function chanceFrom(seed: number): Chance {
  let state = scattered(seed)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    return scattered(state) / 2 ** 32
  }
}

/** A whole number below 2³² that looks nothing like those of its neighbors. */
export function scattered(number: number): number {
  let bits = Math.imul(number ^ (number >>> 15), number | 1)
  bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61)
  return (bits ^ (bits >>> 14)) >>> 0
}

/** One of the members. */
export function oneOf<T>(members: readonly [T, ...T[]], chance: Chance): T {
  return members[Math.floor(chance() * members.length)] ?? members[0]
}

/** A whole number from `least` to `most`. */
export function between(least: number, most: number, chance: Chance): number {
  return least + Math.floor(chance() * (most - least + 1))
}

/** `count` different whole numbers below `end`; fewer where there are not so many. */
export function someBelow(end: number, count: number, chance: Chance): number[] {
  const taken = new Set<number>()
  while (taken.size < Math.min(count, end)) taken.add(Math.floor(chance() * end))
  return [...taken]
}
