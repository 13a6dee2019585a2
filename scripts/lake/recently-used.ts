/** What was used lately, by name; when there is no more room, what was not used for longest goes first. */
export class RecentlyUsed<Value> {
  readonly #room: number
  readonly #sizeOf: (value: Value) => number
  readonly #kept = new Map<string, Value>()
  #size = 0

  /** @param room how much is kept, in what `sizeOf` gives; without it, how many */
  constructor(room: number, sizeOf: (value: Value) => number = () => 1) {
    this.#room = room
    this.#sizeOf = sizeOf
  }

  get(name: string): Value | undefined {
    const value = this.#kept.get(name)
    if (value === undefined) return undefined
    // Put last, so that the first is the one not used for longest.
    this.#kept.delete(name)
    this.#kept.set(name, value)
    return value
  }

  set(name: string, value: Value): void {
    this.delete(name)
    this.#kept.set(name, value)
    this.#size += this.#sizeOf(value)
    for (const oldest of this.#kept.keys()) {
      if (this.#size <= this.#room) return
      this.delete(oldest)
    }
  }

  delete(name: string): void {
    const value = this.#kept.get(name)
    if (value === undefined) return
    this.#kept.delete(name)
    this.#size -= this.#sizeOf(value)
  }
}
