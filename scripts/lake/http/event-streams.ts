import { OpenStream } from './open-stream.ts'
import { refusal } from './refusals.ts'
import { UnreadBytes } from './unread-bytes.ts'

/** An event for a reader of a stream; `data` is JSON already. */
export type StreamEvent = { type: string; id?: string | undefined; data: string }

/** A stream from the side of the one who fills it. */
export interface Sink {
  /** Whether anybody reads; what is sent after that goes nowhere. */
  readonly isOpen: boolean
  /** The same event sent to many is made into bytes once. */
  send(event: StreamEvent): void
  end(): void
}

/** How much may wait to be read, in bytes, and how many may read at a time. */
interface Limits {
  /** A reader who lies this far behind gets what waits, and no more: the client comes back and resumes. */
  unreadByOne: number
  /** When more waits than this, the slowest are sent away at once. */
  unreadByAll: number
  readers: number
}

const megabyte = 1024 * 1024
const usualLimits: Limits = { unreadByOne: 8 * megabyte, unreadByAll: 128 * megabyte, readers: 4096 }

const encoder = new TextEncoder()
const comment = encoder.encode(':\n\n')
/** Who loses the connection comes back after so many milliseconds, where browsers would wait for seconds: the lake is near. */
const opening = encoder.encode(':\nretry: 1000\n\n')

/**
 * All open streams of server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): kept awake by
 * a comment now and then, ended together, and together never more in memory than is allowed, however slowly they are read.
 */
export class EventStreams {
  readonly #limits: Limits
  readonly #unread = new UnreadBytes()
  readonly #open = new Set<OpenStream>()
  readonly #made = new WeakMap<StreamEvent, Uint8Array<ArrayBuffer>>()
  readonly #heartbeat: NodeJS.Timeout

  constructor(heartbeatMilliseconds = 15_000, limits: Partial<Limits> = {}) {
    this.#limits = { ...usualLimits, ...limits }
    this.#heartbeat = setInterval(() => this.#beat(), heartbeatMilliseconds)
    this.#heartbeat.unref()
  }

  /** What waits now, and for how many. */
  get load(): { readers: number; unreadBytes: number } {
    return { readers: this.#open.size, unreadBytes: this.#unread.total }
  }

  /** Answers with a stream that `subscribe` fills; what it gives is called once, when the stream is over. */
  response(subscribe: (sink: Sink) => () => void): Response {
    if (this.#open.size >= this.#limits.readers)
      return refusal(503, { type: 'tooManyListeners', description: 'Too many listen already; try again later' })
    return new Response(this.#filled(subscribe).body, {
      headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-transform' },
    })
  }

  /** Ends every stream, as a server does that closes. */
  endAll(): void {
    clearInterval(this.#heartbeat)
    for (const stream of [...this.#open]) stream.end()
  }

  #filled(subscribe: (sink: Sink) => () => void): OpenStream {
    const subscription = new Subscription()
    const stream = new OpenStream(this.#unread, () => {
      this.#open.delete(stream)
      subscription.end()
    })
    this.#open.add(stream)
    stream.write(opening)
    const end = () => {
      subscription.end()
      stream.end()
    }
    try {
      subscription.began(subscribe(this.#sink(stream, end)))
    } catch (fault) {
      stream.drop()
      throw fault
    }
    return stream
  }

  #sink(stream: OpenStream, end: () => void): Sink {
    return {
      end,
      get isOpen() {
        return stream.isOpen
      },
      send: (event) => {
        if (stream.unread >= this.#limits.unreadByOne) end()
        if (stream.isOpen) stream.write(this.#bytesOf(event))
        this.#makeRoom()
      },
    }
  }

  #bytesOf(event: StreamEvent): Uint8Array<ArrayBuffer> {
    const bytes = this.#made.get(event) ?? encoded(event)
    this.#made.set(event, bytes)
    return bytes
  }

  #makeRoom(): void {
    while (this.#unread.total > this.#limits.unreadByAll) {
      const slowest = [...this.#open].reduce((one, other) => (other.unread > one.unread ? other : one))
      slowest.drop()
    }
  }

  #beat(): void {
    for (const stream of this.#open) if (stream.unread === 0) stream.write(comment)
  }
}

/** What fills a stream; it may be over before its filler is known. */
class Subscription {
  #stop: (() => void) | undefined
  #isOver = false

  began(stop: () => void): void {
    if (this.#isOver) stop()
    else this.#stop = stop
  }

  end(): void {
    this.#isOver = true
    this.#stop?.()
    this.#stop = undefined
  }
}

function encoded({ type, id, data }: StreamEvent): Uint8Array<ArrayBuffer> {
  const name = id === undefined ? '' : `id: ${id}\n`
  return encoder.encode(`event: ${type}\n${name}data: ${data}\n\n`)
}
