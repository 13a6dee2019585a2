import type { WebSocket } from 'ws'
import { z } from 'zod'

const id = z.union([z.number(), z.string().max(100)])

/** Names and values as HTTP itself would carry them. */
const headers = z.record(z.string().regex(/^[\w-]+$/), z.string().regex(/^[\x20-\x7e]*$/)).default({})

/** What the Studio sends: open a stream under a number, or close it. */
const Frame = z.union([z.object({ id, close: z.literal(true) }), z.object({ id, path: z.string(), headers })])
type StreamId = z.infer<typeof id>
type Opening = { id: StreamId; path: string; headers: Record<string, string> }

const mostStreams = 256
const streamed = /^\/v[^/]+\/data\/(?:listen\/|live\/events\/)/

type Fetch = (request: Request) => Response | Promise<Response>

/** Who opened the socket: every request in it is made by the same caller, from the same origin. */
type SocketCaller = { origin: string; headers: Record<string, string> }

/**
 * Carries many streams of server-sent events over one WebSocket. A browser opens six connections to a host over HTTP/1.1
 * and one open article needs six streams; without this, the next edit would wait for ever.
 *
 * In: `{id, path, headers}` opens, `{id, close: true}` closes. Out: `{id, head: 1, status, headers}`, then
 * `{id, chunk}` for each piece of text, then `{id, end: 1}`.
 */
export function carryStreams(socket: WebSocket, fetch: Fetch, caller: SocketCaller): void {
  const carrier = new Carrier(socket, fetch, caller)
  socket.on('message', (message) => carrier.take(String(message)))
  socket.on('close', () => carrier.closeAll())
}

/** One socket and the streams in it. */
class Carrier {
  readonly #socket: WebSocket
  readonly #fetch: Fetch
  readonly #caller: SocketCaller
  readonly #open = new Map<StreamId, AbortController>()
  /** Done when the frame sent last has left. */
  #sent: Promise<void> = Promise.resolve()

  constructor(socket: WebSocket, fetch: Fetch, caller: SocketCaller) {
    this.#socket = socket
    this.#fetch = fetch
    this.#caller = caller
  }

  take(message: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    const frame = Frame.safeParse(parsed(message))
    if (!frame.success) this.#socket.close(1008, 'no frame')
    else if ('close' in frame.data) this.#open.get(frame.data.id)?.abort()
    else if (this.#open.size < mostStreams && !this.#open.has(frame.data.id)) this.#carry(frame.data)
    else this.#socket.close(1008, 'too many streams')
  }

  closeAll(): void {
    for (const end of this.#open.values()) end.abort()
  }

  #carry(opening: Opening): void {
    const end = new AbortController()
    this.#open.set(opening.id, end)
    void this.#carried(opening, end.signal)
      .catch(() => this.#socket.close(1011, 'a stream broke'))
      .finally(() => this.#open.delete(opening.id))
  }

  async #carried(opening: Opening, signal: AbortSignal): Promise<void> {
    const { id } = opening
    const request = requestFor(opening, this.#caller)
    const response = request
      ? await this.#fetch(request)
      : new Response('Only listeners are carried here', { status: 404 })
    await this.#send({ id, head: 1, status: response.status, headers: Object.fromEntries(response.headers) })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    signal.addEventListener('abort', () => reader?.cancel().catch(() => {}))
    if (signal.aborted) await reader?.cancel()
    while (reader) {
      const { done, value } = await reader.read()
      if (done || signal.aborted) break
      await this.#send({ id, chunk: value })
    }
    await this.#send({ id, end: 1 })
  }

  /**
   * Waits for its turn, and until the frame has left: a slow reader holds up its streams, where what waits is counted, and
   * not our memory.
   */
  #send(frame: object): Promise<void> {
    this.#sent = this.#sent.then(() => this.#left(frame))
    return this.#sent
  }

  #left(frame: object): Promise<void> {
    return new Promise((left) => {
      if (this.#socket.readyState !== this.#socket.OPEN) return left()
      this.#socket.send(JSON.stringify(frame), () => left())
    })
  }
}

function requestFor({ path, headers }: Opening, caller: SocketCaller): Request | undefined {
  const url = URL.parse(path, caller.origin)
  if (url?.origin !== caller.origin || !streamed.test(url.pathname)) return undefined
  const resume = new Headers(headers).get('last-event-id')
  const address = `${url.origin}${url.pathname}${url.search}`
  return new Request(address, { headers: { ...caller.headers, ...(resume && { 'last-event-id': resume }) } })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
