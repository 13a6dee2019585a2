import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ContentDocument } from '#schemas/documents.ts'
import { readDocument } from '#schemas/documents.ts'
import { ImageAsset } from '#schemas/image.ts'
import type { Change, EditionWriter } from '#site'
import { writableTables } from '../../../site/src/edition/holding/edition-file.ts'
import { Tables } from '../../../site/src/edition/holding/tables.ts'
import { type Edition, readerOf } from '../../../site/src/edition/reader.ts'
import { writerOf } from '../../../site/src/edition/writer.ts'

export const siteUrl = 'https://kajen.example'

/** An instant after everything the builders publish. */
export const later = '2026-06-01T00:00:00.000Z'

/** An edition in a folder of its own: its writer, and the reader of the same file. */
export type OpenedEdition = Disposable & {
  file: string
  writer: EditionWriter
  reader: Edition
  /** The writer's tables, and the reader's. */
  written: Tables
  tables: Tables
  /** Lets go of the file, but leaves it. */
  close(): void
}

export function openedEdition(slice?: number): OpenedEdition {
  const folder = mkdtempSync(join(tmpdir(), 'notits-edition-'))
  const file = join(folder, 'edition.db')
  const written = writableTables(file, siteUrl)
  const writer = writerOf(written, siteUrl, slice)
  const tables = new Tables(file, { readOnly: true })
  let isOpen = true
  const close = () => {
    if (isOpen) for (const one of [tables, writer]) one.close()
    isOpen = false
  }
  return {
    file,
    writer,
    written,
    tables,
    reader: readerOf(tables),
    close,
    [Symbol.dispose]() {
      close()
      rmSync(folder, { recursive: true })
    },
  }
}

/** An edition that holds these documents, as they lie in the lake. */
export function editionOf(...documents: object[]): OpenedEdition {
  const edition = openedEdition()
  edition.writer.apply(documents.map(put), later)
  return edition
}

/** A document as sync hands it to the edition. */
export function put(raw: object): Change {
  const { _type: type } = raw as { _type?: unknown } // looked at before it is read
  const document: ContentDocument | ImageAsset = type === 'sanity.imageAsset' ? ImageAsset.parse(raw) : read(raw)
  return { id: document._id, document }
}

/** That a document is gone. */
export const gone = (id: string): Change => ({ id, document: null })

function read(raw: object): ContentDocument {
  const result = readDocument(raw)
  if (!result.ok) throw new Error(`The fixture ${result.id} is not readable: ${JSON.stringify(result.faults)}`)
  return result.document
}
