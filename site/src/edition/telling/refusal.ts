import type { LeftOut } from '#schemas/build-record.ts'
import type { ContentDocument } from '#schemas/documents.ts'
import { addressIn, claimOf, isAddressed } from '../composing/standing.ts'
import { claimants } from '../holding/claims.ts'
import type { Holdings } from '../holding/holdings.ts'
import type { Tables } from '../holding/tables.ts'

/** A document that is left out of the site although its hour has come, and why, in a sentence for the desk. */
export type Refusal = { id: string; type: string; sentence: string }

/** Why the document is left out; `undefined` when it is not. */
export function refusalOf(id: string, holdings: Holdings): Refusal | undefined {
  const held = holdings.of(id)
  if (held?.standing === 'no-section') return { id, type: held.document._type, sentence: withoutSection(held.document) }
  if (held?.standing !== 'address-taken' || !isAddressed(held.document)) return undefined
  const { family, slug } = claimOf(held.document)
  const [holder] = claimants(holdings.tables, 'claim', { family, slug })
  const winner = holder === undefined ? undefined : holdings.of(holder)?.document
  const other = winner ? `»${nameOf(winner)}«` : 'et andet dokument'
  const sentence = `»${nameOf(held.document)}« er udeladt, fordi adressen ${addressIn(family, slug)} allerede tilhører ${other}; giv den en anden adresse, og udgiv den igen.`
  return { id, type: held.document._type, sentence }
}

/** Every document that is left out although its hour has come, and why in a word, by id. */
export function everyLeftOut(tables: Tables): LeftOut[] {
  const reasons: LeftOut['reason'][] = ['no-section', 'address-taken']
  return reasons
    .flatMap((reason) => tables.texts('select id from held where standing = ?', reason).map((id) => ({ id, reason })))
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
}

function withoutSection(document: ContentDocument): string {
  return `»${nameOf(document)}« er udeladt, fordi dens sektion ikke er på siden; udgiv sektionen, eller vælg en anden.`
}

function nameOf(document: ContentDocument): string {
  if ('headline' in document) return document.headline
  if ('person' in document) return document.person
  if ('name' in document) return document.name
  return 'title' in document ? document.title : document._id
}
