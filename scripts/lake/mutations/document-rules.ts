import { Instant } from '#schemas/instant.ts'
import { isObject } from '../json-value.ts'
import { invalid, type Obstacle } from '../refusal.ts'

/** Deeper than any article, and far from where recursion would end the process. */
const deepest = 100

/** Names that mean something to JavaScript itself; a document with such a field would break queries for everyone. */
const reservedNames = new Set(['__proto__', 'hasOwnProperty'])

/**
 * What is wrong with an id that a document is to have; undefined when nothing is. An id is a path of segments with dots between,
 * none of them empty or with a dash first (https://www.sanity.io/docs/ids).
 */
export function obstacleInId(id: string): Obstacle | undefined {
  if (id.length > 128 || !/^[A-Za-z0-9_][A-Za-z0-9_-]*(\.[A-Za-z0-9_][A-Za-z0-9_-]*)*$/.test(id)) {
    return invalid(
      `Invalid document ID ${JSON.stringify(id)}: an ID has 1 to 128 of the letters a–z, digits, "_", "-" and ".", and no part of it between dots is empty or begins with "-"`,
      { id },
    )
  }
  if (id.startsWith('_.'))
    return invalid(`Document IDs that begin with "_." are Sanity's own: "${id}" cannot be written`, { id })
  if (/^versions\.(drafts|published)\./.test(id))
    return invalid(`No release can be called "drafts" or "published": "${id}" cannot be written`, { id })
  return undefined
}

/** A document without the fields that only queries give (`_score`, `_originalId`), with which programs may send it back. */
export function withoutQueryFields<Fields extends Record<string, unknown>>(document: Fields): Fields {
  if (!('_score' in document || '_originalId' in document)) return document
  const { _score, _originalId, ...fields } = document
  // No type of document names them.
  return fields as unknown as Fields
}

/** What is wrong with a document's type, fields or values; undefined when nothing is. */
export function obstacleInContent(document: Record<string, unknown>): Obstacle | undefined {
  const type = document['_type']
  if (typeof type !== 'string' || !/^[\w.-]{1,128}$/.test(type)) {
    return invalid(
      `Document "${String(document['_id'])}" must have a "_type" of 1 to 128 letters, digits, "_", "-" and "."`,
    )
  }
  const created = document['_createdAt']
  if (created !== undefined && !Instant.safeParse(created).success) {
    return invalid(
      `Document "${String(document['_id'])}" must have as "_createdAt" a time such as 2026-03-03T08:12:00Z, not ${JSON.stringify(created)}`,
    )
  }
  const fault = faultIn(document, deepest)
  return fault === undefined ? undefined : invalid(`Document "${String(document['_id'])}" ${fault}`)
}

/** What is wrong with a path of a patch; undefined when nothing is. */
export function obstacleInPath(path: string): Obstacle | undefined {
  const name = [...reservedNames].find((reserved) => path.includes(reserved))
  if (name !== undefined)
    return invalid(`The path ${JSON.stringify(path)} names "${name}", which no field may be called`)
  // The patch engine takes a path that breaks off in a bracket for a shorter one.
  const plain = path.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '')
  const closed = plain.split('[').length === plain.split(']').length
  return closed ? undefined : invalid(`The path ${JSON.stringify(path)} has a bracket that is not closed`)
}

function faultIn(value: unknown, levels: number): string | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) return 'holds a number that is too large'
  if (typeof value !== 'object' || value === null) return undefined
  if (levels === 0) return `is nested more than ${deepest} levels deep`
  if (isObject(value)) {
    const name = Object.keys(value).find((field) => reservedNames.has(field))
    if (name !== undefined) return `has a field called "${name}", which no field may be called`
    const target = value['_ref']
    // SQLite would take such references for others, and queries for parts of themselves.
    if (typeof target === 'string' && (!target.isWellFormed() || target.includes('\0')))
      return `refers to ${JSON.stringify(target)}, which no document can be called`
  }
  for (const item of Object.values(value)) {
    const fault = faultIn(item, levels - 1)
    if (fault !== undefined) return fault
  }
  return undefined
}
