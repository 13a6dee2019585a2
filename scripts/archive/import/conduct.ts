import { unlessAborted } from '../../terminal/interruption.ts'
import { uploaded } from './assets/upload.ts'
import { batchesOf } from './documents/batches.ts'
import { documentTexts } from './documents/document-text.ts'
import { written } from './documents/write.ts'
import { documentsThere, idsThere } from './lake-content.ts'
import type { Mode } from './plan.ts'
import type { ImportRoom, Prepared } from './prepare.ts'

/** What an import did. */
export type Imported = {
  /** Documents that are in the lake now, each of them whole, and those that should be. */
  documents: number
  wanted: number
  assets: number
  /** Documents that the lake holds now, with whatever was there before. */
  inLake: number
  /** What ended it before all documents were written. */
  fault?: unknown
}

/** Enough that a transaction's own cost is small beside its documents', and far below what any lake takes at once. */
const batchSize = { bytes: 512 * 1024, documents: 500, circle: 4 * 1024 ** 2 }

/** Carries out an import: assets first, then every document once, after whatever it refers to; then asks whether all are there. */
export async function carriedOut(
  { source, plan, files, map }: Prepared,
  room: ImportRoom,
  mode: Mode,
): Promise<Imported> {
  const { client, clock, report, signal } = room
  const notes = [...plan.created, ...plan.replaced]
  const ids = await unlessAborted(signal, uploaded({ client, files, map, replace: mode === 'replace', report }))
  using texts = documentTexts(source.data, ids)
  const batches = batchesOf(notes, batchSize)
  const { documents, ...failed } = await written({ client, mode, batches, texts, clock, report, signal })
  const done = { documents, wanted: notes.length, assets: files.length, ...failed }
  if ('fault' in failed) return { ...done, inLake: 0 }
  report('Looking at what the lake holds now')
  const there = await idsThere(
    client,
    notes.map(({ id }) => id),
    report,
  )
  return { ...done, documents: there.size, inLake: await documentsThere(client) }
}
