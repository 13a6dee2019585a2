/** Bytes that wait for readers. What several readers wait for is held, and counted, once. */
export class UnreadBytes {
  readonly #holders = new Map<Uint8Array, number>()
  #total = 0

  get total(): number {
    return this.#total
  }

  hold(bytes: Uint8Array): void {
    const holders = this.#holders.get(bytes) ?? 0
    if (holders === 0) this.#total += bytes.byteLength
    this.#holders.set(bytes, holders + 1)
  }

  letGo(bytes: Uint8Array): void {
    const holders = (this.#holders.get(bytes) ?? 1) - 1
    if (holders > 0) this.#holders.set(bytes, holders)
    else if (this.#holders.delete(bytes)) this.#total -= bytes.byteLength
  }
}
