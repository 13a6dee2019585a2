import { ArchiveFault } from './archive-fault.ts'

/** Bytes that come in pieces of any size, taken in the sizes that a reader needs. */
export class ByteSource {
  readonly #pieces: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)

  constructor(pieces: AsyncIterable<Buffer>) {
    this.#pieces = pieces[Symbol.asyncIterator]()
  }

  /** The next bytes, exactly so many; fewer when there are no more. */
  async take(count: number): Promise<Buffer> {
    while (this.#rest.length < count && (await this.#more()));
    const taken = this.#rest.subarray(0, count)
    this.#rest = this.#rest.subarray(taken.length)
    return taken
  }

  /** Some of the next bytes, at least one and at most so many. @throws ArchiveFault when there are no more */
  async piece(most: number): Promise<Buffer> {
    if (this.#rest.length === 0 && !(await this.#more())) throw truncated()
    const piece = this.#rest.subarray(0, most)
    this.#rest = this.#rest.subarray(piece.length)
    return piece
  }

  /** Lets go of whoever gives the bytes. */
  async close(): Promise<void> {
    await this.#pieces.return?.()
  }

  async #more(): Promise<boolean> {
    const { done, value } = await this.#pieces.next()
    if (done) return false
    if (value.length === 0) return this.#more()
    this.#rest = this.#rest.length === 0 ? value : Buffer.concat([this.#rest, value])
    return true
  }
}

/** The fault of an archive that ends before it should. */
export function truncated(): ArchiveFault {
  return new ArchiveFault('it breaks off before its end; get the file anew')
}
