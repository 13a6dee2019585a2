import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SanityClient } from '@sanity/client'
import { type ExportOrder, exported } from '../../scripts/archive/export/conduct.ts'
import { carriedOut, type Imported } from '../../scripts/archive/import/conduct.ts'
import { type ImportOrder, type ImportRoom, prepareImport } from '../../scripts/archive/import/prepare.ts'
import { patientClient } from '../../scripts/archive/patient-client.ts'
import { privateFolder } from '../../scripts/archive/private-folder.ts'
import { swiftClock } from './swift-clock.ts'

/** A folder of a test's own that is gone afterwards. */
export interface Desk extends Disposable {
  path: string
  /** The path of a file or folder in it. */
  at(name: string): string
  /** Names of everything in it, with folders, sorted. */
  names(): string[]
}

/** An empty folder until the end of the scope. */
export function aDesk(): Desk {
  const path = mkdtempSync(join(tmpdir(), 'notits-desk-'))
  return {
    path,
    at: (name) => join(path, name),
    names: () => readdirSync(path, { recursive: true }).map(String).toSorted(),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  }
}

/** Imports as `notits import` does, and gives what it tells. */
export async function importing(
  client: SanityClient,
  desk: Desk,
  order: Partial<ImportOrder> & { path: string },
  room: Partial<ImportRoom> = {},
): Promise<Imported & { remarks: string[] }> {
  const whole: ImportOrder = { mode: 'fail', allowRemote: false, acceptMissing: false, ...order }
  const place = { client: patientClient(client), home: desk.at('home'), ...outside(), ...room }
  using prepared = await prepareImport(whole, place)
  return { ...(await carriedOut(prepared, place, whole.mode)), remarks: prepared.remarks }
}

/** Exports as `notits export` does, to a file on the desk, and gives what it tells. */
export async function exporting(client: SanityClient, target: string, order: Partial<ExportOrder> = {}) {
  const standard = { overwrite: false, drafts: true, assets: true, types: [], acceptMissing: false }
  using folder = privateFolder(join(target, '..'), '.export')
  return await exported(
    { ...standard, target, ...order },
    { client: patientClient(client), folder: folder.path, ...outside() },
  )
}

function outside() {
  return { clock: swiftClock('2026-03-03T08:00:00.000Z'), report: () => {}, signal: new AbortController().signal }
}

/** Everything that a lake holds, by id, without what an import cannot keep: when and in which revision it was last changed. */
export async function contentOf(client: SanityClient): Promise<Record<string, unknown>> {
  const documents: Record<string, unknown>[] = await client.fetch(
    '*[!(_id in path("_.**"))]',
    {},
    { perspective: 'raw' },
  )
  return Object.fromEntries(documents.map((document) => [String(document['_id']), lasting(document)]))
}

/** What an upload tells anew of an asset, beside that. */
function lasting({ _rev, _updatedAt, ...document }: Record<string, unknown>): unknown {
  if (!/^sanity\.(image|file)Asset$/.test(String(document['_type']))) return document
  const { _createdAt, uploadId, url, ...asset } = document
  return asset
}
