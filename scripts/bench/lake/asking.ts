import { z } from 'zod'
import { Problem } from '../../terminal/problem.ts'

/** Something to ask of a lake over HTTP: an address below `/v2025-02-19/data/`, and what is sent, as JSON or as text that is JSON already. */
export type Question = { path: string; body?: unknown }

/** How the lake answered: the milliseconds until the whole answer was here, those the lake says it took, and the answer. */
export type Answer = { ms: number; lakeMs?: number; result: unknown }

/** Asks a lake. Throws a Problem when it refuses. */
export type Ask = (question: Question) => Promise<Answer>

type Place = { url: string; token: string; signal: AbortSignal }

/** The version of the API that the Studio asks for its documents. */
export const apiVersion = '2025-02-19'

/** Asks with Node's own `fetch`, which keeps its connections: the time is that of the lake and the wire, and of no client on top. */
export function askerOf({ url, token, signal }: Place): Ask {
  return async ({ path, body }) => {
    const sent =
      body === undefined ? {} : { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const since = performance.now()
    const { status, text } = await reached(
      wholeAnswer(fetch(`${url}/v${apiVersion}/data/${path}`, { ...sent, headers, signal })),
    )
    const ms = performance.now() - since
    if (status >= 300) throw new Problem(`The lake answered ${status} to ${path.slice(0, 200)}: ${text.slice(0, 300)}`)
    return { ms, ...reportIn(text) }
  }
}

async function wholeAnswer(response: Promise<Response>): Promise<{ status: number; text: string }> {
  const answer = await response
  return { status: answer.status, text: await answer.text() }
}

/** What comes of a request. Throws a Problem when the lake cannot be reached. */
export async function reached<T>(request: Promise<T>): Promise<T> {
  try {
    return await request
  } catch (fault) {
    // What the network does comes as a TypeError around another one.
    if (!(fault instanceof TypeError)) throw fault
    throw new Problem('The lake does not answer any more; look whether its process was ended', { cause: fault })
  }
}

const Report = z.object({ ms: z.number().optional(), result: z.unknown() })

/** Only answers to queries are JSON with a report; a history is a line of JSON for each transaction. */
function reportIn(text: string): { result: unknown; lakeMs?: number } {
  if (!text.startsWith('{"')) return { result: text }
  const { ms, result } = Report.catch({ result: text }).parse(jsonIn(text))
  return { result, ...(ms !== undefined && { lakeMs: ms }) }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // several lines of JSON
  }
}
