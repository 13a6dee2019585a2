import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readDocument } from '#schemas/documents.ts'
import { ImageAsset } from '#schemas/image.ts'
import { type Change, fileOf } from '#site'
import type { PublishedEdition } from './compiled-site.ts'

const folder = join(import.meta.dirname, '../golden')

/** When every golden case is published. */
export const goldenNow = '2026-03-20T12:00:00.000Z'

/** The stories told by the golden cases, each the name of a folder with `given.ndjson` and `expected/`. */
export const goldenCases = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .toSorted()

/** Files of a site by name, as text. */
export type SiteFiles = Map<string, string>

/** The documents that a case begins with. @throws Error when one of them breaks its shape */
export function givenDocuments(name: string): Change[] {
  const lines = readFileSync(join(folder, name, 'given.ndjson'), 'utf8')
    .trim()
    .split('\n')
  return lines.map((line) => changeFrom(JSON.parse(line)))
}

function changeFrom(raw: { _id: string; _type: string }): Change {
  if (raw._type === 'sanity.imageAsset') return { id: raw._id, document: ImageAsset.parse(raw) }
  const read = readDocument(raw)
  if (!read.ok) throw new Error(`${read.id}: ${read.faults.map(({ sentence }) => sentence).join(' ')}`)
  return { id: raw._id, document: read.document }
}

/** Every file of the site, one element to a line, and without the digests that change with every touch of the styles. */
export async function receivedFiles(site: PublishedEdition): Promise<SiteFiles> {
  const files: SiteFiles = new Map()
  for (const address of site.addresses.toSorted()) {
    const text = await (await site.render(address)).text()
    files.set(fileOf(address), `${normalized(text).trimEnd()}\n`)
  }
  return files
}

function normalized(text: string): string {
  return text.replace(/(\/_astro\/[\w-]+)\.[\w-]+\.css/g, '$1.css').replaceAll('><', '>\n<')
}

/** The files that a case is expected to give; `undefined` when nobody has looked at it yet. */
export function expectedFiles(name: string): SiteFiles | undefined {
  const place = join(folder, name, 'expected')
  if (!existsSync(place)) return undefined
  const entries = readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = entries.map((entry) => join(entry.parentPath, entry.name))
  return new Map(paths.map((path) => [path.slice(place.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')]))
}

/** Keeps files beside a case, in place of those kept before: `expected`, or `received` for a plain `diff -r`. */
export function keepFiles(name: string, kind: 'expected' | 'received', files: SiteFiles): void {
  forgetFiles(name, kind)
  for (const [file, text] of files) {
    const path = join(folder, name, kind, file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
}

export function forgetFiles(name: string, kind: 'expected' | 'received'): void {
  rmSync(join(folder, name, kind), { recursive: true, force: true })
}
