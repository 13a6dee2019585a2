import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lstat, readdir, readFile, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { ArchiveFault, named } from '../../archive-fault.ts'
import { type AssetAddress, type AssetType, assetAddress } from '../../asset-address.ts'
import { isAsNamed } from '../../asset-name.ts'
import type { Source } from '../data-file.ts'
import type { DocumentNote } from '../documents/document-note.ts'

/** A file that becomes an asset. */
export type AssetFile = {
  type: AssetType
  /** Its path from the folder of the documents, with slashes. */
  name: string
  /** Where it lies on this disk. */
  path: string
  sha1: string
  /** In bytes. */
  size: number
  /** The texts (`_sanityAsset`) by which documents name it; none for one that no document shows. */
  names: string[]
}

/** What documents name and an archive has. */
export type Wanted = {
  /** By path from the folder of the documents. */
  files: Map<string, { type: AssetType; names: string[] }>
  /** Addresses on other servers, with the texts that name them. */
  elsewhere: Map<string, { type: AssetType; names: string[] }>
}

/** What an export tells of its assets beside their bytes, by `<type>-<sha1>`. */
export type AssetMap = Record<string, Record<string, unknown>>

type Address = AssetAddress & { ok: true }

/** Which assets documents name. @throws ArchiveFault for an address that is none, or leads out of the archive */
export function wantedBy(notes: readonly DocumentNote[]): Wanted {
  const wanted: Wanted = { files: new Map(), elsewhere: new Map() }
  const seen = new Set<string>()
  for (const { id, assets } of notes) {
    for (const name of assets) {
      if (seen.has(name)) continue
      seen.add(name)
      const address = assetAddress(name)
      if (!address.ok) throw new ArchiveFault(`${id} names an asset that ${address.reason} (${JSON.stringify(name)})`)
      add(wanted, address, name)
    }
  }
  return wanted
}

function add({ files, elsewhere }: Wanted, address: Address, name: string): void {
  const [known, place] = address.place === 'archive' ? [files, address.path] : [elsewhere, address.url]
  const key = `${address.type}:${place}`
  known.set(key, { type: address.type, names: [...(known.get(key)?.names ?? []), name] })
}

/** The files that documents want, and those in the folders of assets that no document wants; and what is wanted and not there. */
export async function assetFiles(
  { base }: Source,
  { files }: Wanted,
): Promise<{ found: AssetFile[]; missing: string[] }> {
  if (base === undefined) return { found: [], missing: [...files.values()].flatMap(({ names }) => names) }
  const all = new Map(files)
  for (const type of ['image', 'file'] as const) {
    for (const name of await namesIn(join(base, `${type}s`))) {
      const key = `${type}:${type}s/${name}`
      if (!all.has(key)) all.set(key, { type, names: [] })
    }
  }
  const [found, missing]: [AssetFile[], string[]] = [[], []]
  for (const [key, { type, names }] of all) {
    const file = await fileIn(base, key.slice(key.indexOf(':') + 1), type, names)
    if (file) found.push(file)
    else missing.push(...names)
  }
  return { found, missing }
}

/** Reads `assets.json`; none is as good as an empty one. @throws ArchiveFault when it is no list of assets */
export async function assetMapOf({ base }: Source): Promise<AssetMap> {
  const text = base && (await readFile(join(base, 'assets.json'), 'utf8').catch(() => undefined))
  if (!text) return {}
  try {
    return z.record(z.string(), z.record(z.string(), z.unknown())).parse(JSON.parse(text))
  } catch {
    throw new ArchiveFault('its assets.json cannot be read; export it again')
  }
}

/** @throws ArchiveFault when the bytes of a file are not those that its name tells the hash of */
export function refuseDamaged(files: readonly AssetFile[], map: AssetMap): void {
  const told = new Set(Object.keys(map))
  const damaged = files.filter(({ name, type, sha1 }) => !isAsNamed(name, type, sha1, told)).map(({ name }) => name)
  if (damaged.length > 0)
    throw new ArchiveFault(`${named(damaged)} is not what was exported: its bytes have another sha1`)
}

/** A file of a folder as an asset; undefined for anything else, such as a link, which could lead to anything on this machine. */
export async function fileIn(
  folder: string,
  name: string,
  type: AssetType,
  names: string[],
): Promise<AssetFile | undefined> {
  const path = join(folder, name)
  const found = await lstat(path).catch(() => undefined)
  if (!found?.isFile() || found.size === 0) return undefined
  if ((await realpath(path)) !== join(await realpath(folder), name)) return undefined
  const hash = createHash('sha1')
  for await (const piece of createReadStream(path, { highWaterMark: 1024 ** 2 })) hash.update(piece)
  return { type, name, path, sha1: hash.digest('hex'), size: found.size, names }
}

async function namesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map(({ name }) => name)
}
