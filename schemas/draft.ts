import { z } from 'zod'
import { publishedId } from './document-id.ts'
import { type ContentDocument, type ContentType, contentTypes, readDocument, shapes } from './documents.ts'
import type { Fault } from './fault.ts'
import type { Instant } from './instant.ts'
import { slugFor } from './slug.ts'
import { withoutNulls } from './stored.ts'

/** A document as it is being written: what can be shown of it, and what still keeps it from being published. */
export type Draft = { document: ContentDocument; faults: Fault[] }

/** What stands in for a section that nobody has chosen yet. No document has this id. */
export const missingSection = 'uden-sektion'

type Fields = Record<string, unknown>
const Fields = z.record(z.string(), z.unknown())

const Named = z.looseObject({ _id: z.string(), _type: z.enum(contentTypes) })

/** Each round takes away what the shape refuses, a level further out than the one before; no shape is deeper. */
const rounds = 12

/**
 * A document read as leniently as can be: whatever its shape refuses is left out, and what the shape demands is filled in, so
 * that a document half written, or broken in any way, can be shown. It bears its published id. `now` stands in for a time of
 * publication that nobody has set.
 * `undefined` for what is no document of ours at all.
 */
export function readDraft(raw: unknown, now: Instant): Draft | undefined {
  const read = Named.safeParse(withoutNulls(raw))
  if (!read.success) return undefined
  const { _type: type } = read.data
  const id = publishedId(read.data._id)
  const kept = { _rev: '', _createdAt: now, _updatedAt: now, ...timeOfPublication(type, now), ...read.data, _id: id }
  const document = repaired(kept, type, blankFields(type, id, now))
  return document && { document, faults: faultsOf(kept) }
}

function timeOfPublication(type: ContentType, now: Instant): Fields {
  return type === 'article' || type === 'jobAnnouncement' ? { publishedAt: now } : {}
}

function faultsOf(document: Fields): Fault[] {
  const read = readDocument(document)
  return read.ok ? [] : read.faults.filter(({ path }) => !path.startsWith('_'))
}

function repaired(document: Fields, type: ContentType, blank: Fields): ContentDocument | undefined {
  let candidate = document
  for (let round = 0; round < rounds; round++) {
    const read = shapes[type].safeParse(candidate)
    if (read.success) return read.data
    for (const { path } of read.error.issues) candidate = without(candidate, path, blank)
    candidate = Fields.parse(withoutNulls(candidate))
  }
  return shapes[type].safeParse({ ...blank, _id: document._id, _type: type }).data
}

/** The document without what stands at the path, or, when nothing stands there, without what should hold it. */
function without(document: Fields, path: readonly PropertyKey[], blank: Fields): Fields {
  const reach = path.findIndex((_, depth) => depth > 0 && valueAt(document, path.slice(0, depth + 1)) === undefined)
  const [field, ...rest] = reach === -1 ? path : path.slice(0, reach)
  if (typeof field !== 'string') return document
  // What the shape misses may be another field than the one that it names: a notice's company, or its name.
  if (document[field] === undefined && blank[field] === undefined) return { ...blank, ...document }
  return { ...document, [field]: rest.length === 0 ? blank[field] : emptied(document[field], rest) }
}

function emptied(value: unknown, [name, ...rest]: readonly PropertyKey[]): unknown {
  if (name === undefined || typeof value !== 'object' || value === null) return undefined
  const member = emptied(Reflect.get(value, name), rest)
  if (Array.isArray(value)) return value.map((before, place) => (place === Number(name) ? member : before))
  return { ...value, [name]: member }
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inside, name) => (typeof inside === 'object' && inside !== null ? Reflect.get(inside, name) : undefined),
    value,
  )
}

/** What a type demands, in words that say that it is missing. */
function blankFields(type: ContentType, id: string, now: Instant): Fields {
  const stored = { _rev: '', _createdAt: now, _updatedAt: now }
  const slug = { current: `kladde-${slugFor(id) || 'uden-id'}`.slice(0, 128).replace(/-+$/, '') }
  switch (type) {
    case 'article':
      return { ...stored, slug, headline: 'Uden overskrift', section: { _ref: missingSection }, publishedAt: now }
    case 'jobAnnouncement':
      return {
        ...stored,
        slug,
        kind: 'Navnenyt',
        person: 'Uden navn',
        companyName: 'Uden virksomhed',
        publishedAt: now,
      }
    case 'author':
    case 'company':
      return { ...stored, slug, name: 'Uden navn' }
    case 'section':
    case 'topic':
    case 'page':
      return { ...stored, slug, title: 'Uden titel' }
    case 'siteSettings':
      return {
        ...stored,
        title: 'Uden navn',
        description: 'Uden beskrivelse',
        publisher: 'Uden udgiver',
        email: 'navn@avis.dk',
      }
    case 'frontPage':
      return stored
  }
}
