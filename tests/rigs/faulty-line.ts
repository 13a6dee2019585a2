import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** What a server answered, on its way. */
type Passing = { status: number; type: string; body: Buffer }

/** What a line may do to an answer. */
type Fault = (response: ServerResponse, passing: Passing) => void

const answer =
  (status: number, type: string, body: string, headers: Record<string, string> = {}): Fault =>
  (response) =>
    void response.writeHead(status, { 'content-type': type, ...headers }).end(body)

/** Sends an answer bit by bit, so that a connection is never idle and the answer never whole. */
function trickle(response: ServerResponse, { type, body }: Passing): void {
  response.writeHead(200, { 'content-type': type, 'content-length': body.length + 1_000_000 })
  const drop = setInterval(() => response.write(body.subarray(0, 1)), 20)
  response.on('close', () => clearInterval(drop))
}

/** All that a line is known to do to answers. */
export const lineFaults = {
  'no answer': () => {},
  'an answer that trickles in': trickle,
  'an answer that comes late': (response, { status, type, body }) => {
    setTimeout(() => response.writeHead(status, { 'content-type': type }).end(body), 50)
  },
  '408': answer(408, 'application/json', '{}'),
  '429': answer(429, 'application/json', '{}', { 'retry-after': '2' }),
  '500': answer(500, 'application/json', '{"error":"broken"}'),
  '502': answer(502, 'text/html', '<h1>Bad gateway</h1>'),
  '503': answer(503, 'text/plain', 'busy', { 'retry-after': 'Tue, 03 Mar 2026 12:00:05 GMT' }),
  'a web page': answer(200, 'text/html', '<!doctype html><title>Log in</title>'),
  'an empty answer': answer(200, 'application/json', ''),
  'an empty result': answer(200, 'application/json', '{"ms":1,"result":[]}'),
  'no result': answer(200, 'application/json', '{"ms":1}'),
  'half of a list': (response, passing) => {
    const body = passing.type.includes('json') ? JSON.stringify(halved(JSON.parse(`${passing.body}`))) : ''
    answer(200, 'application/json', body)(response, passing)
  },
  'a truncated answer': (response, { type, body }) =>
    void response.writeHead(200, { 'content-type': type }).end(body.subarray(0, Math.floor(body.length * 0.7))),
  'a broken connection': (response) => void response.socket?.destroy(),
  'a connection cut in the middle': (response, { type, body }) => {
    response.writeHead(200, { 'content-type': type, 'content-length': body.length + 500 })
    response.write(body.subarray(0, 50), () => response.socket?.destroy())
  },
} satisfies Record<string, Fault>

export type LineFault = keyof typeof lineFaults

/** A line to a server that spoils what `next` names, answer by answer; `undefined` passes it on as it is. */
export interface FaultyLine extends AsyncDisposable {
  url: string
  /** How many answers were spoiled. */
  spoiled: number
}

/** Lays a faulty line to a server, until the end of the scope. */
export async function faultyLine(server: { url: string }, next: () => LineFault | undefined): Promise<FaultyLine> {
  const between = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy())
  })
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const passing = await answered(server, request)
    const name = next()
    if (name === undefined)
      return void response.writeHead(passing.status, { 'content-type': passing.type }).end(passing.body)
    line.spoiled++
    lineFaults[name](response, passing)
  }
  between.listen(0, '127.0.0.1')
  await once(between, 'listening')
  const address = between.address()
  const line: FaultyLine = {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    spoiled: 0,
    async [Symbol.asyncDispose]() {
      between.closeAllConnections()
      between.close()
      await once(between, 'close')
    },
  }
  return line
}

async function answered({ url }: { url: string }, request: IncomingMessage): Promise<Passing> {
  const sent = Buffer.concat(await request.toArray())
  const { method = 'GET', headers } = request
  const response = await fetch(url + request.url, {
    method,
    headers: { authorization: headers.authorization ?? '', 'content-type': headers['content-type'] ?? '' },
    ...(method === 'POST' && { body: sent }),
  })
  const type = response.headers.get('content-type') ?? ''
  return { status: response.status, type, body: Buffer.from(await response.arrayBuffer()) }
}

/** An answer of the lake whose list has lost its second half, whichever of its parts is the list. */
function halved(answer: { result?: unknown }): object {
  const half = (value: unknown): unknown =>
    Array.isArray(value) ? value.slice(0, Math.floor(value.length / 2)) : value
  const { result } = answer
  if (typeof result !== 'object' || result === null || Array.isArray(result)) return { ...answer, result: half(result) }
  return { ...answer, result: Object.fromEntries(Object.entries(result).map(([name, part]) => [name, half(part)])) }
}
