import type { UnreadBytes } from './unread-bytes.ts'

/** Readers take at most so much at once: what is on its way to them is not counted as unread. */
const mostBytesAtOnce = 64 * 1024

/** One reader's stream: what is written waits here, and nowhere else, until it is asked for. */
export class OpenStream {
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>
  readonly #waiting: Uint8Array<ArrayBuffer>[] = []
  readonly #held: UnreadBytes
  readonly #over: () => void
  #controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined
  #unread = 0
  /** How much of the first that waits is read. */
  #read = 0
  #isAskedFor = false
  #isEnding = false

  /** @param over called once, when nothing is read any more */
  constructor(held: UnreadBytes, over: () => void) {
    this.#held = held
    this.#over = over
    const start = (controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>) => {
      this.#controller = controller
    }
    this.body = new ReadableStream(
      { start, pull: () => this.#give(), cancel: () => this.#finish() },
      { highWaterMark: 0, size: (bytes) => bytes?.byteLength ?? 0 },
    )
  }

  /** How many bytes wait for this reader. */
  get unread(): number {
    return this.#unread
  }

  /** Whether more may be written. */
  get isOpen(): boolean {
    return this.#controller !== undefined && !this.#isEnding
  }

  write(bytes: Uint8Array<ArrayBuffer>): void {
    if (!this.isOpen) return
    this.#held.hold(bytes)
    this.#waiting.push(bytes)
    this.#unread += bytes.byteLength
    if (this.#isAskedFor) this.#give()
  }

  /** Ends it after what waits. */
  end(): void {
    this.#isEnding = true
    if (this.#waiting.length === 0) this.#close()
  }

  /** Ends it at once, and forgets what waits. */
  drop(): void {
    this.#isEnding = true
    this.#close()
  }

  #give(): void {
    const [first] = this.#waiting
    this.#isAskedFor = first === undefined
    if (!first) return
    const piece = first.subarray(this.#read, this.#read + mostBytesAtOnce)
    this.#read += piece.byteLength
    this.#unread -= piece.byteLength
    if (this.#read === first.byteLength) this.#forgetFirst()
    this.#controller?.enqueue(piece)
    if (this.#isEnding && this.#waiting.length === 0) this.#close()
  }

  #forgetFirst(): void {
    const first = this.#waiting.shift()
    if (first) this.#held.letGo(first)
    this.#read = 0
  }

  #close(): void {
    const controller = this.#controller
    this.#finish()
    controller?.close()
  }

  #finish(): void {
    if (!this.#controller) return
    this.#controller = undefined
    while (this.#waiting.length > 0) this.#forgetFirst()
    this.#unread = 0
    this.#over()
  }
}
