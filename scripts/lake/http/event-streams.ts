/** An event for a reader of a stream; `data` is JSON already. */
type StreamEvent = { type: string; id?: string | undefined; data: string }

/** A stream from the side of the one who fills it. */
export interface Sink {
  send(event: StreamEvent): void
  end(): void
}

/** A reader who lies this far behind is sent away; the client comes back and resumes. */
const mostUnreadBytes = 8 * 1024 * 1024

const encoder = new TextEncoder()
const comment = encoder.encode(':\n\n')

/**
 * All open streams of server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): kept awake by
 * a comment now and then, ended together.
 */
export class EventStreams {
  readonly #open = new Set<OpenStream>()
  readonly #heartbeat: NodeJS.Timeout

  constructor(heartbeatMilliseconds = 15_000) {
    this.#heartbeat = setInterval(() => this.#beat(), heartbeatMilliseconds)
    this.#heartbeat.unref()
  }

  /** Answers with a stream that `subscribe` fills; what it gives is called once, when the stream is over. */
  response(subscribe: (sink: Sink) => () => void): Response {
    const stream = new OpenStream((over) => this.#open.delete(over))
    this.#open.add(stream)
    stream.fill(subscribe)
    return new Response(stream.body, {
      headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-transform' },
    })
  }

  /** Ends every stream, as a server does that closes. */
  endAll(): void {
    clearInterval(this.#heartbeat)
    for (const stream of this.#open) stream.end()
  }

  #beat(): void {
    for (const stream of this.#open) stream.write(comment)
  }
}

class OpenStream implements Sink {
  readonly body: ReadableStream<Uint8Array>
  readonly #forget: (over: OpenStream) => void
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined
  #unsubscribe: (() => void) | undefined

  constructor(forget: (over: OpenStream) => void) {
    this.#forget = forget
    this.body = new ReadableStream(
      {
        start: (controller) => {
          this.#controller = controller
          this.write(comment)
        },
        cancel: () => this.#over(),
      },
      { highWaterMark: mostUnreadBytes, size: (bytes) => bytes?.byteLength ?? 0 },
    )
  }

  fill(subscribe: (sink: Sink) => () => void): void {
    const unsubscribe = subscribe(this)
    if (this.#controller) this.#unsubscribe = unsubscribe
    else unsubscribe()
  }

  send({ type, id, data }: StreamEvent): void {
    const name = id === undefined ? '' : `id: ${id}\n`
    this.write(encoder.encode(`event: ${type}\n${name}data: ${data}\n\n`))
  }

  write(bytes: Uint8Array): void {
    if (!this.#controller) return
    const hasRoom = (this.#controller.desiredSize ?? 0) > 0
    if (hasRoom) this.#controller.enqueue(bytes)
    else this.end()
  }

  end(): void {
    this.#controller?.close()
    this.#over()
  }

  #over(): void {
    this.#controller = undefined
    this.#unsubscribe?.()
    this.#unsubscribe = undefined
    this.#forget(this)
  }
}
