import type { SanityClient } from '@sanity/client'
import { sanityImport } from '@sanity/import'
import type { Clock } from '../../../terminal/clock.ts'
import type { Report } from '../../../terminal/progress.ts'
import type { Mode } from '../plan.ts'
import type { Batch } from './batches.ts'
import type { DocumentNote } from './document-note.ts'
import type { DocumentTexts } from './document-text.ts'
import { sentAgain } from './sent-again.ts'

/** Documents on their way to a lake. */
export type Writing = {
  client: SanityClient
  mode: Mode
  batches: readonly Batch[]
  texts: DocumentTexts
  clock: Clock
  report: Report
  signal: AbortSignal
}

/** How far it came: so many documents are in the lake, each of them whole; and what ended it before all were. */
export type Written = { documents: number; fault?: unknown }

/** Transactions on their way at the same time: a hosted lake answers each after a journey, the embedded one in turn. */
const atOnce = 4

/**
 * Writes documents, each of them once. What `@sanity/import` does instead, it does to be free of any order: every document with
 * its references weakened and without its pictures, then each again with the pictures, then each again with its references. An
 * interruption leaves documents that are none of these, and 100,000 of them take three times as long.
 */
export async function written(writing: Writing): Promise<Written> {
  const { batches, report, signal } = writing
  const total = batches.reduce((sum, { notes }) => sum + notes.length, 0)
  const outcome: Written = { documents: 0 }
  const done: Promise<void>[] = []
  const running = new Set<Promise<void>>()
  const stopped = (): boolean => signal.aborted || 'fault' in outcome
  for (const { after, ...batch } of batches) {
    while (running.size >= atOnce) await Promise.race(running)
    if (stopped()) break
    const sending = Promise.all(after.map((index) => done[index]))
      .then(async () => {
        if (stopped()) return
        await (batch.circle ? sentAsCircle(batch.notes, writing) : sentAtOnce(batch.notes, writing))
        outcome.documents += batch.notes.length
        report(`Importing documents: ${outcome.documents} of ${total}`)
      })
      .catch((fault: unknown) => {
        outcome.fault ??= fault
      })
      .finally(() => running.delete(sending))
    running.add(sending)
    done.push(sending)
  }
  await Promise.all(running)
  return signal.aborted ? { ...outcome, fault: signal.reason } : outcome
}

const mutations = { fail: 'create', missing: 'createIfNotExists', replace: 'createOrReplace' } as const

async function sentAtOnce(notes: readonly DocumentNote[], { client, mode, texts, clock, signal }: Writing) {
  const { dataset } = client.config()
  const mutation = mutations[mode]
  const parts = notes.flatMap((note, index) => [
    Buffer.from(`${index > 0 ? '},' : ''}{"${mutation}":`),
    texts.bytesOf(note),
  ])
  const lacksKeys = notes.some((note) => note.lacksKeys)
  const request = {
    method: 'POST',
    url: `/data/mutate/${dataset}`,
    query: { visibility: 'async', tag: 'notits.import', ...(lacksKeys && { autoGenerateArrayKeys: 'true' }) },
    headers: { 'content-type': 'application/json' },
    body: Buffer.concat([Buffer.from('{"mutations":['), ...parts, Buffer.from('}]}')]),
  }
  // What was written by a request that seemed to fail would be in the way of writing it anew.
  await sentAgain(() => client.request(request), { harmless: mode !== 'fail', clock, signal })
}

/** A circle too large for one transaction: written with weak references first, by `@sanity/import`, which strengthens them. */
async function sentAsCircle(notes: readonly DocumentNote[], { client, mode, texts }: Writing) {
  await sanityImport(
    notes.map((note) => JSON.parse(texts.bytesOf(note).toString('utf8'))),
    { client, operation: mutations[mode], allowReplacementCharacters: true },
  )
}
