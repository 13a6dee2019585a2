import { closeSync, openSync, readSync } from 'node:fs'
import { Problem } from '../../../terminal/problem.ts'
import type { AssetIds } from '../assets/upload.ts'
import { type DocumentNote, isObject } from './document-note.ts'

/** The documents of a file, read one by one as they are needed; disposing of it closes the file. */
export interface DocumentTexts extends Disposable {
  /** The JSON of a document, with its assets referred to by their ids in the lake, in UTF-8. */
  bytesOf(note: DocumentNote): Buffer
}

/** Opens a file of documents whose notes were taken. */
export function documentTexts(data: string, ids: AssetIds): DocumentTexts {
  const file = openSync(data, 'r')
  return {
    bytesOf({ offset, length, assets, id }) {
      const bytes = Buffer.allocUnsafe(length)
      // Read at once, without waiting: it was read a moment ago and lies in memory.
      const read = readSync(file, bytes, 0, length, offset)
      if (read !== length || !bytes.includes(id))
        throw new Problem(`Cannot go on: ${data} changed while it was imported`)
      // Most documents are sent as they stand in the file: parsing them again would be most of the work.
      if (assets.length === 0) return bytes
      return Buffer.from(JSON.stringify(withAssets(JSON.parse(bytes.toString('utf8')), ids)))
    },
    [Symbol.dispose]: () => closeSync(file),
  }
}

/**
 * The same value, in which whatever names an asset of the archive refers to the asset in the lake. An asset that is not there
 * is left out, with its object if that has nothing else; as `@sanity/import` does.
 */
function withAssets(value: unknown, ids: AssetIds): unknown {
  if (Array.isArray(value)) return value.map((item) => withAssets(item, ids)).filter((item) => item !== undefined)
  if (!isObject(value)) return value
  const { _sanityAsset: name, ...others } = value
  if (typeof name !== 'string') return inside(value, ids)
  const id = ids.get(name)
  const isAlone = Object.keys(others).length === 0
  if (id === undefined) return isAlone ? undefined : inside(others, ids)
  const type = isAlone ? { _type: name.slice(0, name.indexOf('@')) } : {}
  return { ...type, ...Object(inside(others, ids)), asset: { _type: 'reference', _ref: id } }
}

function inside(object: Record<string, unknown>, ids: AssetIds): unknown {
  const fields = Object.entries(object).map(([name, item]) => [name, withAssets(item, ids)])
  return Object.fromEntries(fields.filter(([, item]) => item !== undefined))
}
