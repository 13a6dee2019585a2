import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import { ArchiveFault } from '../archive-fault.ts'
import { type AssetType, assetAddress } from '../asset-address.ts'
import { isAsNamed } from '../asset-name.ts'
import { limits } from '../limits.ts'
import { linesIn } from '../lines.ts'
import { bytesOf } from '../packed-bytes.ts'
import { type Entry, entriesIn } from '../tar.ts'

/** What an archive turned out to hold. */
export type Checked = {
  documents: number
  assets: number
  /** Of the archive, in bytes. */
  bytes: number
  /** Assets that documents show and that are not in it. */
  missing: string[]
  /** Assets whose bytes are not those that their names, or the list of assets, tell the hash of. */
  damaged: string[]
}

/** Exports know no limits: what the lake holds is to be saved. */
const unlimited = { ...limits, entries: Infinity, unpackedBytes: Infinity, ratio: Infinity, lineBytes: 256 * 1024 ** 2 }

type Content = { documents: number; shown: Set<string>; hashes: Map<string, string>; told: Set<string> }

const Assets = z.record(z.string(), z.unknown())

/** Reads a finished archive from end to end, the hash of every asset included. @throws ArchiveFault when it cannot be read */
export async function checkedArchive(path: string, signal: AbortSignal): Promise<Checked> {
  const content: Content = { documents: 0, shown: new Set(), hashes: new Map(), told: new Set() }
  for await (const entry of entriesIn(bytesOf(path, unlimited), unlimited)) {
    signal.throwIfAborted()
    if (entry.kind === 'file') await taken(entry, content)
  }
  const { documents, shown, hashes, told } = content
  const typeOf = (name: string): AssetType => (name.startsWith('images/') ? 'image' : 'file')
  const damaged = [...hashes.keys()].filter((name) => !isAsNamed(name, typeOf(name), hashes.get(name) ?? '', told))
  const missing = [...shown].filter((name) => !hashes.has(name))
  return { documents, assets: hashes.size, bytes: (await stat(path)).size, missing, damaged }
}

async function taken(entry: Entry, content: Content): Promise<void> {
  const [folder, name] = entry.name.split('/').slice(-2)
  if (folder === 'images' || folder === 'files') content.hashes.set(`${folder}/${name}`, await sha1Of(entry))
  else if (basename(entry.name) === 'data.ndjson') await takenDocuments(entry, content)
  else if (basename(entry.name) === 'assets.json') {
    const pieces = await Array.fromAsync(entry.bytes())
    content.told = new Set(Object.keys(Assets.parse(JSON.parse(Buffer.concat(pieces).toString('utf8')))))
  }
}

async function takenDocuments(entry: Entry, content: Content): Promise<void> {
  for await (const { bytes } of linesIn(entry.bytes(), unlimited)) {
    content.documents += 1
    JSON.parse(bytes.toString('utf8'), (key, value) => {
      if (key === '_sanityAsset') content.shown.add(pathOf(String(value)))
      return value
    })
  }
}

function pathOf(name: string): string {
  const address = assetAddress(name)
  if (!address.ok || address.place !== 'archive') throw new ArchiveFault(`a document names the asset ${name}`)
  return address.path
}

async function sha1Of(entry: Entry): Promise<string> {
  const hash = createHash('sha1')
  for await (const piece of entry.bytes()) hash.update(piece)
  return hash.digest('hex')
}
