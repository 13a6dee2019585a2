import { Instant } from '#schemas/instant.ts'
import type { Line } from '../../lines.ts'

/** What importing must know of a document; the document itself stays on disk. */
export type DocumentNote = {
  id: string
  type: string
  line: number
  /** Where its line begins in the file, and its length, in bytes. */
  offset: number
  length: number
  /** Ids that it refers to strongly: they must be there when it is written. */
  strong: string[]
  /** Every `_sanityAsset` in it. */
  assets: string[]
  /** Whether an object in one of its lists has no `_key`, which the Studio asks for; what a lake has kept without is left so. */
  lacksKeys: boolean
  /** Whether it holds U+FFFD, which programs put where they could not read a letter. */
  holdsUnreadable: boolean
}

/** A document that can be sent to a lake, or why it cannot; the reason completes "line 3 ". */
export type Noted = { ok: true; note: DocumentNote } | { ok: false; reason: string }

type Found = Pick<DocumentNote, 'strong' | 'assets' | 'lacksKeys'>

/** As deep as the lake takes documents. */
const deepest = 100

const decoder = new TextDecoder('utf-8', { fatal: true })

/** Reads one line of a file of documents. */
export function noteOf({ number, offset, bytes }: Line): Noted {
  const text = textOf(bytes)
  if (text === undefined) return { ok: false, reason: 'is not written in UTF-8' }
  const document = parsed(text)
  if (!isObject(document)) return { ok: false, reason: 'is no JSON object; each document must be one, on one line' }
  const { _id: id, _type: type } = document
  const reason = obstacleIn(document)
  if (reason !== undefined || typeof id !== 'string' || typeof type !== 'string')
    return { ok: false, reason: reason ?? '' }
  const found: Found = { strong: [], assets: [], lacksKeys: false }
  if (!gather(document, deepest, found))
    return { ok: false, reason: `(${id}) is nested more than ${deepest} levels deep` }
  if ('_rev' in document) found.lacksKeys = false
  const mark = bytes.length - Buffer.byteLength(text) // a byte order mark is not part of the document
  const place = { line: number, offset: offset + mark, length: bytes.length - mark }
  return { ok: true, note: { id, type, ...place, ...found, holdsUnreadable: text.includes('\uFFFD') } }
}

function textOf(bytes: Buffer): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // told with the number of its line
  }
}

function obstacleIn({ _id: id, _type: type, _createdAt: created }: Record<string, unknown>): string | undefined {
  if (id === undefined) return 'has no _id; give it one, so that importing it again does not double it'
  if (typeof id !== 'string' || !/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(id) || id.endsWith('.'))
    return `has an _id that no document can have (${JSON.stringify(id)})`
  if (typeof type !== 'string' || !/^[\w.-]{1,128}$/.test(type)) return `(${id}) has no _type that is a word`
  if (type === 'sanity.imageAsset' || type === 'sanity.fileAsset')
    return `(${id}) is an asset without its bytes, as "--raw" exports them; export again without that`
  if (created !== undefined && !Instant.safeParse(created).success)
    return `(${id}) has a _createdAt that is no time (${JSON.stringify(created)})`
  return undefined
}

/** Adds what it finds in a value to `found`; false when the value is nested too deep. */
function gather(value: unknown, levels: number, found: Found): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (levels === 0) return false
  if (Array.isArray(value)) {
    found.lacksKeys ||= value.some((item) => isObject(item) && !('_key' in item))
    return value.every((item) => gather(item, levels - 1, found))
  }
  if (isObject(value)) gatherOwn(value, found)
  return Object.values(value).every((item) => gather(item, levels - 1, found))
}

function gatherOwn(object: Record<string, unknown>, { strong, assets }: Found): void {
  const { _ref: target, _sanityAsset: asset } = object
  // References into other datasets are no concern of this one.
  if (typeof target === 'string' && object['_weak'] !== true && !('_dataset' in object)) strong.push(target)
  if (typeof asset === 'string') assets.push(asset)
}

/** Whether a value is an object of JSON. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
