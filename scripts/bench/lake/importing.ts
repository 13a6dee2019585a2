import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Problem } from '../../terminal/problem.ts'
import type { NewDocument } from '../archive/archive.ts'
import type { Ask } from './asking.ts'
import type { Start } from './lake-process.ts'

/** What was put into a file: documents, and bytes of JSON. */
export type Written = { documents: number; bytes: number }

/** Writes documents to a file, one line of JSON each (Sanity's own format), holding a few at a time. */
export async function writeDocuments(
  file: string,
  documents: Iterable<NewDocument>,
  signal: AbortSignal,
): Promise<Written> {
  const written = { documents: 0, bytes: 0 }
  function* lines(): Generator<Buffer> {
    for (const document of documents) {
      const line = Buffer.from(`${JSON.stringify(document)}\n`)
      written.documents += 1
      written.bytes += line.length
      yield line
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(file), { signal })
  return written
}

/** About as much as Sanity's own importer puts into one transaction, in characters of JSON. */
const fullTransaction = 250_000

/** Two are on their way at once, so that the lake never waits for the next. */
const underWay = 2

/** Puts the documents of a file into a lake over HTTP, in transactions of about 250 kB; gives the seconds that it took. */
export async function importOverHttp(file: string, ask: Ask): Promise<number> {
  const since = performance.now()
  const sending = new Set<Promise<unknown>>()
  for await (const { body, isPointedTo } of transactionsOf(file)) {
    const sent: Promise<unknown> = ask({ path: 'mutate/production?visibility=async', body }).finally(() =>
      sending.delete(sent),
    )
    sent.catch(() => {}) // told below, at the first that fails
    sending.add(sent)
    if (isPointedTo) await Promise.all(sending)
    else if (sending.size >= underWay) await Promise.race(sending)
  }
  await Promise.all(sending)
  return (performance.now() - since) / 1000
}

/** A request's body; what stories point to must be in the lake before they are sent. */
type Transaction = { body: string; isPointedTo: boolean }

/** Bodies of requests, put together as text: the lines of the file are JSON already. */
async function* transactionsOf(file: string): AsyncGenerator<Transaction> {
  let mutations: string[] = []
  let size = 0
  let isPointedTo = true
  const transaction = (): Transaction => ({ body: `{"mutations":[${mutations.join(',')}]}`, isPointedTo })
  for await (const line of createInterface(createReadStream(file))) {
    if (mutations.length > 0 && (size + line.length > fullTransaction || isStory(line) === isPointedTo)) {
      yield transaction()
      mutations = []
      size = 0
    }
    isPointedTo = !isStory(line)
    mutations.push(`{"createOrReplace":${line}}`)
    size += line.length
  }
  if (mutations.length > 0) yield transaction()
}

const isStory = (line: string): boolean => /"_type":"(article|jobAnnouncement)"/.test(line)

/** Lets `notits import` put the file into the lake that runs on the home; gives the seconds that the whole command took. */
export async function importByCommand(file: string, { program, environment, home, signal }: Start): Promise<number> {
  const since = performance.now()
  const child = spawn(process.execPath, [program, 'import', file, '--home', home], {
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
    signal,
  })
  const words = child.stderr.setEncoding('utf8').toArray()
  const [code] = await once(child, 'close')
  if (code !== 0)
    throw new Problem(`Could not import ${file}: the command said "${(await words).join('').trim().slice(-500)}"`)
  return (performance.now() - since) / 1000
}
