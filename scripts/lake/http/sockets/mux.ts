import type { WebSocket } from 'ws'
import { z } from 'zod'

const id = z.union([z.number(), z.string().max(100)])

/** Names and values as HTTP itself would carry them. */
const headers = z.record(z.string().regex(/^[\w-]+$/), z.string().regex(/^[\x20-\x7e]*$/)).default({})

/** What the Studio sends: open a stream under a number, or close it. */
const Frame = z.union([z.object({ id, close: z.literal(true) }), z.object({ id, path: z.string(), headers })])
type Opening = { id: string | number; path: string; headers: Record<string, string> }

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
  const open = new Map<string | number, AbortController>()
  socket.on('message', (message) => {
    const frame = Frame.safeParse(parsed(String(message)))
    if (!frame.success) return socket.close(1008, 'no frame')
    if ('close' in frame.data) return open.get(frame.data.id)?.abort()
    if (open.size >= mostStreams || open.has(frame.data.id)) return socket.close(1008, 'too many streams')
    const { id } = frame.data
    const end = new AbortController()
    open.set(id, end)
    void carried(socket, fetch, requestFor(frame.data, caller), id, end.signal)
      .catch(() => socket.close(1011, 'a stream broke'))
      .finally(() => open.delete(id))
  })
  socket.on('close', () => {
    for (const end of open.values()) end.abort()
  })
}

function requestFor({ path, headers }: Opening, caller: SocketCaller): Request | undefined {
  const url = URL.parse(path, caller.origin)
  if (url?.origin !== caller.origin || !streamed.test(url.pathname)) return undefined
  const resume = new Headers(headers).get('last-event-id')
  const address = `${url.origin}${url.pathname}${url.search}`
  return new Request(address, { headers: { ...caller.headers, ...(resume && { 'last-event-id': resume }) } })
}

async function carried(
  socket: WebSocket,
  fetch: Fetch,
  request: Request | undefined,
  id: string | number,
  signal: AbortSignal,
) {
  const response = request ? await fetch(request) : new Response('Only listeners are carried here', { status: 404 })
  await send(socket, { id, head: 1, status: response.status, headers: Object.fromEntries(response.headers) })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  signal.addEventListener('abort', () => reader?.cancel().catch(() => {}))
  if (signal.aborted) await reader?.cancel()
  while (reader) {
    const { done, value } = await reader.read()
    if (done || signal.aborted) break
    await send(socket, { id, chunk: value })
  }
  await send(socket, { id, end: 1 })
}

/** Waits until the frame has left, so that a slow reader holds up its stream and not our memory. */
function send(socket: WebSocket, frame: object): Promise<void> {
  return new Promise((sent) => {
    if (socket.readyState !== socket.OPEN) return sent()
    socket.send(JSON.stringify(frame), () => sent())
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
