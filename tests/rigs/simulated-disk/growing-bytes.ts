/** Bytes of a file in memory, which grow as they are written. */
export class GrowingBytes {
  #buffer: Uint8Array
  #size: number

  constructor(initial: Uint8Array = new Uint8Array()) {
    this.#buffer = initial.slice()
    this.#size = initial.length
  }

  /** A view, good until the next write. */
  get bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#size)
  }

  /** Writes at the place; a gap before it is filled with `filler`. */
  write(offset: number, bytes: Uint8Array, filler = 0): void {
    this.extend(offset, filler)
    const end = offset + bytes.length
    this.#reserve(end)
    this.#buffer.set(bytes, offset)
    this.#size = Math.max(this.#size, end)
  }

  /** Makes it at least this long, with `filler` where nothing was written. */
  extend(size: number, filler = 0): void {
    if (size <= this.#size) return
    this.#reserve(size)
    this.#buffer.fill(filler, this.#size, size)
    this.#size = size
  }

  truncate(size: number): void {
    this.extend(size)
    this.#size = size
  }

  #reserve(size: number): void {
    if (size <= this.#buffer.length) return
    const larger = new Uint8Array(Math.max(size, this.#buffer.length * 2, 4096))
    larger.set(this.bytes)
    this.#buffer = larger
  }
}
