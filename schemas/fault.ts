import { z } from 'zod'
import { type FormNode, fieldAt } from './form.ts'
import { cleanLine } from './text.ts'

/** What keeps a document off the site: where (as Sanity writes a path) and, in one Danish sentence, what and what to do. */
export type Fault = { path: string; sentence: string }

const nouns: Readonly<Record<string, string>> = {
  article: 'Artiklen',
  jobAnnouncement: 'Notitsen',
  author: 'Skribenten',
  company: 'Virksomheden',
  section: 'Sektionen',
  topic: 'Emnet',
  page: 'Siden',
  siteSettings: 'Sitets indstillinger',
  frontPage: 'Forsiden',
}

/** The fault of a document of a type that nobody here knows. */
export function unknownType(id: string, type: string): Fault {
  const which = id === '' ? 'Et dokument uden id' : `Dokumentet »${id}«`
  const what = type === '' ? 'har ingen type' : `har typen »${type}«, som siden ikke kender`
  return { path: '_type', sentence: sentence(`${which} ${what}; slet det, eller opret det igen i Studio`) }
}

/** What zod found wrong with a document, told to people with the names that the document's form gives its fields. */
export function faultsIn(
  document: unknown,
  issues: readonly z.core.$ZodIssue[],
  form: unknown,
  forms: readonly unknown[],
): Fault[] {
  return issues.map((issue) => {
    const path = issue.path.filter((segment) => typeof segment !== 'symbol')
    const { titles, field } = fieldAt({ path, document, form, forms })
    const where = titles.length === 0 ? `feltet ${path.join('.')}` : `feltet ${titles.join(' › ')}`
    return {
      path: pathIn(document, path),
      sentence: sentence(`${named(document)}: ${where} ${predicate(issue, document, path, field)}`),
    }
  })
}

/** The words for zod's own findings; a shape's own words go before these. */
export const inDanish: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_union':
      return unknownMember(issue.input)
    case 'invalid_type':
      return `er ${kindOf(issue.input)}, men skal være ${danish[issue.expected] ?? issue.expected}; ret det i Studio`
    case 'invalid_value':
      return `er »${shortened(issue.input)}«, men skal være ${issue.values.map((value) => `»${String(value)}«`).join(' eller ')}; ret det i Studio`
    case 'too_big':
      return `må højst være ${issue.maximum}; ret det i Studio`
    case 'too_small':
      return `skal mindst være ${issue.minimum}; ret det i Studio`
    default:
      return 'kan ikke bruges; ret det i Studio'
  }
}

const danish: Readonly<Record<string, string>> = {
  string: 'tekst',
  number: 'et tal',
  int: 'et helt tal',
  boolean: 'ja eller nej',
  array: 'en liste',
  object: 'en gruppe felter',
}

const kindOf = (value: unknown) => danish[Array.isArray(value) ? 'array' : typeof value] ?? 'noget andet'

const Member = z.object({ _key: z.string().catch('uden nøgle'), _type: z.string().catch('uden navn') })

function unknownMember(input: unknown): string {
  const { _key, _type } = Member.catch({ _key: 'uden nøgle', _type: 'uden navn' }).parse(input)
  return `indeholder blokken »${_key}« af typen »${_type}«, som siden ikke kender; slet blokken i Studio`
}

const remedies: Readonly<Record<string, string>> = {
  reference: 'vælg én i Studio',
  slug: 'tryk »Generér« i Studio',
  datetime: 'sæt tidspunktet i Studio',
  image: 'vælg et billede i Studio',
}

function predicate(issue: z.core.$ZodIssue, document: unknown, path: readonly PropertyKey[], field?: FormNode): string {
  const isMissing = issue.code !== 'custom' && isBlank(valueAt(document, path))
  if (!isMissing) return issue.message
  if (field === undefined) return 'mangler; gem dokumentet igen i Studio'
  return `mangler; ${remedies[field.type ?? ''] ?? 'udfyld det i Studio'}`
}

// What is quoted from a document may be anything, and lands in terminals and logs.
const sentence = (words: string) => `${cleanLine(words)}.`

function shortened(value: unknown): string {
  const text = String(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

const isBlank = (value: unknown) => value === undefined || (typeof value === 'string' && cleanLine(value) === '')

const Titled = z.looseObject({ _id: z.string().catch(''), _type: z.string().catch('') })

/** »Artiklen »Ny fabrik i Viborg« (a1)« */
function named(document: unknown): string {
  const { _id, _type, headline, person, name, title } = Titled.parse(document)
  const called = [headline, person, name, title].find((text) => typeof text === 'string' && !isBlank(text))
  const noun = nouns[_type] ?? 'Dokumentet'
  return typeof called === 'string' && _type !== _id ? `${noun} »${cleanLine(called)}« (${_id})` : `${noun} (${_id})`
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inside, segment) => memberOf(inside, segment), value)
}

function memberOf(value: unknown, segment: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, segment) : undefined
}

/** The path as Sanity writes it, list members by their key: `body[_key=="k3"].text`. */
function pathIn(document: unknown, path: readonly (string | number)[]): string {
  return path.reduce<string>((written, segment, depth) => {
    if (typeof segment === 'string') return written === '' ? segment : `${written}.${segment}`
    const key = memberOf(valueAt(document, path.slice(0, depth + 1)), '_key')
    return typeof key === 'string' && key !== '' ? `${written}[_key=="${key}"]` : `${written}[${segment}]`
  }, '')
}
