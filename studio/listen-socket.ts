/** One message from the lake about one stream: its head, the next piece of its text, or its end. */
type Frame = {
  id: number
  head?: unknown
  status?: number
  headers?: Record<string, string>
  chunk?: string
  end?: unknown
}

/** Streams of server-sent events over one WebSocket. */
export interface ListenSocket {
  /**
   * The answer to a GET of `path`, with a body that keeps coming until `signal` aborts it or the reader cancels it.
   * Rejects with a TypeError, as `fetch` does, when the lake cannot be reached; a body that has begun fails the same way
   * when the connection drops. The next call connects anew.
   */
  open(path: string, headers: Record<string, string>, signal?: AbortSignal): Promise<Response>
}

/** Ms without a word after which a connection counts as dead; the lake sends a heartbeat in every stream each 15 s. */
const patience = 60_000

/** A socket to `address` (`ws://…/_lake/mux`), connected when the first stream is opened. */
export function listenSocket(address: string, connect = (url: string) => new WebSocket(url)): ListenSocket {
  let connection: Connection | undefined
  return {
    async open(path, headers, signal) {
      signal?.throwIfAborted()
      if (!connection?.usable) connection = new Connection(connect(address))
      return connection.open(path, headers, signal)
    },
  }
}

/** One life of the WebSocket and the streams it carries; when it ends, they all fail and are forgotten. */
class Connection {
  readonly #socket: WebSocket
  readonly #ready: Promise<void>
  readonly #streams = new Map<number, Stream>()
  #lastId = 0
  #silence: ReturnType<typeof setTimeout> | undefined

  constructor(socket: WebSocket) {
    this.#socket = socket
    this.#ready = new Promise((resolve, reject) => {
      socket.addEventListener('open', () => resolve())
      socket.addEventListener('close', () => reject(connectionLost()))
    })
    this.#ready.catch(() => undefined) // every caller of open() hears of it; without callers nobody needs to
    socket.addEventListener('message', (message) => this.#receive(JSON.parse(String(message.data))))
    socket.addEventListener('close', () => this.#fail())
  }

  get usable(): boolean {
    return this.#socket.readyState === WebSocket.CONNECTING || this.#socket.readyState === WebSocket.OPEN
  }

  async open(path: string, headers: Record<string, string>, signal: AbortSignal | undefined): Promise<Response> {
    await this.#ready
    signal?.throwIfAborted()
    this.#lastId += 1
    const id = this.#lastId
    const stream = new Stream(() => this.#close(id))
    signal?.addEventListener('abort', () => {
      this.#close(id)
      stream.fail(signal.reason)
    })
    this.#streams.set(id, stream)
    this.#send({ id, path, headers })
    this.#listenForSilence()
    return stream.response
  }

  #receive(frame: Frame): void {
    this.#listenForSilence()
    const stream = this.#streams.get(frame.id)
    if (!stream) return
    if (frame.status !== undefined) stream.begin(frame.status, frame.headers ?? {})
    if (frame.chunk !== undefined) stream.add(frame.chunk)
    if (frame.end) {
      this.#streams.delete(frame.id)
      stream.end()
    }
  }

  #close(id: number): void {
    if (this.#streams.delete(id)) this.#send({ id, close: true })
  }

  #fail(): void {
    clearTimeout(this.#silence)
    const streams = [...this.#streams.values()]
    this.#streams.clear()
    for (const stream of streams) stream.fail(connectionLost())
  }

  #send(order: object): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(order))
  }

  #listenForSilence(): void {
    clearTimeout(this.#silence)
    if (this.#streams.size === 0) return
    this.#silence = setTimeout(() => {
      this.#socket.close()
      this.#fail() // at once: towards a peer that is gone, closing takes its time
    }, patience)
  }
}

/** One answer in the making: its head settles `response`, its text feeds the body. */
class Stream {
  readonly response: Promise<Response>
  readonly #body: ReadableStream<Uint8Array>
  readonly #text = new TextEncoder()
  #settle: PromiseWithResolvers<Response>
  #feed: ReadableStreamDefaultController<Uint8Array> | undefined
  #over = false

  constructor(cancelled: () => void) {
    this.#settle = Promise.withResolvers()
    this.response = this.#settle.promise
    this.#body = new ReadableStream({
      start: (feed) => {
        this.#feed = feed
      },
      cancel: () => {
        this.#over = true
        cancelled()
      },
    })
  }

  begin(status: number, headers: Record<string, string>): void {
    this.#settle.resolve(new Response(this.#body, { status, headers }))
  }

  add(text: string): void {
    if (!this.#over) this.#feed?.enqueue(this.#text.encode(text))
  }

  end(): void {
    if (this.#over) return
    this.#over = true
    this.#settle.reject(connectionLost())
    this.#feed?.close()
  }

  fail(reason: unknown): void {
    if (this.#over) return
    this.#over = true
    this.#settle.reject(reason)
    this.#feed?.error(reason)
  }
}

function connectionLost(): TypeError {
  return new TypeError('The connection to the lake was lost')
}
