import { addressOf } from '#schemas/addresses.ts'
import type { BuildRecord, LeftOut } from '#schemas/build-record.ts'
import { millisecondsAt, momentSeenAt, readableTime } from '#schemas/dates.ts'
import { type ContentDocument, type ReadDocument, readDocument } from '#schemas/documents.ts'
import type { Instant } from '#schemas/instant.ts'

/** What the desk knows of the site: nothing, as when there is none; that it does not answer; or what it says of itself, if anything. */
export type Site = { state: 'unknown' } | { state: 'silent' } | { state: 'answers'; record: BuildRecord | undefined }

/** Whether readers see a document as it was published last. */
export type Status = {
  /** `coming` is on its way to the readers or from them, and will have changed in a moment. */
  kind: 'out' | 'coming' | 'late' | 'waiting' | 'withdrawn' | 'refused' | 'silent' | 'held'
  /** Two or three words. */
  label: string
  /** The whole of it in a sentence or two: what it means, and what to do. */
  sentence: string
}

/** A document as the Studio has it. When it was written is not to be learnt from it: the Studio puts its own clock there. */
type Stored = { _id: string; _rev: string; [field: string]: unknown }

/** When the lake wrote a revision of a document. */
export type Written = { revision: string; at: Instant }

/** What is asked about: both versions of a document, when the published one was written, what the site says, and when that is looked at. */
export type Question = {
  published: Stored | null
  draft: Stored | null
  /** What the lake said last; `undefined` until it has answered. */
  written: Written | undefined
  site: Site
  now: Instant
}

/** Milliseconds after which a version that should be out is late. A publish takes less than a second, the largest some. */
const patience = 60_000

/**
 * Whether readers see this version of a document; `undefined` for one that is not published, and while nothing can be told.
 * It is told by the document's own dates and by what the site says of itself, so it is right wherever the site is made.
 */
export function statusOf({ published, draft, written, site, now }: Question): Status | undefined {
  if (!published) return undefined
  const read = readingOf(published)
  if (!read.ok) return refused(read.faults.map(({ sentence }) => sentence).join(' '))
  const isThis = written?.revision === published._rev
  const writtenAt = isThis ? written.at : undefined
  const known: Known = { document: read.document, writtenAt, site: written ? site : { state: 'unknown' }, now }
  return withdrawalOf(known) ?? waitOf(known) ?? presenceOf(known, draft !== null)
}

// A badge asks anew at every letter typed, and about the same document.
const readings = new WeakMap<Stored, ReadDocument>()

function readingOf(stored: Stored): ReadDocument {
  const reading = readings.get(stored) ?? readDocument(stored)
  readings.set(stored, reading)
  return reading
}

/** `writtenAt` is missing while the lake has not said it of this revision, which is then some moments old. */
type Known = { document: ContentDocument; writtenAt: Instant | undefined; site: Site; now: Instant }

function withdrawalOf(known: Known): Status | undefined {
  if (!('withdrawal' in known.document) || known.document.withdrawal === undefined) return undefined
  if (known.site.state === 'answers' && !isTaken(known)) {
    return absenceOf(known, { label: 'Trækkes tilbage', sentence: 'Læserne kan se historien et øjeblik endnu.' })
  }
  return {
    kind: 'withdrawn',
    label: 'Trukket tilbage',
    sentence: 'Læserne ser ikke længere historien. Tøm feltet »Trukket tilbage«, og publicér, hvis den skal ud igen.',
  }
}

function waitOf({ document, site, now }: Known): Status | undefined {
  const made = site.state === 'answers' ? site.record?.publishedAt : undefined
  if (!('publishedAt' in document) || document.publishedAt <= now) return undefined
  if (made !== undefined && document.publishedAt <= made) return undefined // the desk's own clock is slow
  const moment = momentSeenAt(now, document.publishedAt)
  const hindrance = site.state === 'silent' ? `Men sitet svarer ikke lige nu: ${remedy}` : heldSentence(site)
  return {
    kind: 'waiting',
    label: `Venter på ${moment}`,
    sentence: ['Læserne ser historien fra', `${moment}.`, hindrance].filter(Boolean).join(' '),
  }
}

/** Of a document that is to be out now. */
function presenceOf(known: Known, isEdited: boolean): Status | undefined {
  const { document, site } = known
  if (site.state === 'unknown') return undefined
  if (site.state === 'silent') {
    const sentence = `Det kan ikke ses, om læserne har denne version: ${remedy}`
    return { kind: 'silent', label: 'Sitet svarer ikke', sentence }
  }
  const isDue = !('publishedAt' in document) || document.publishedAt <= (site.record?.publishedAt ?? '')
  if (!isTaken(known) || !isDue) {
    return absenceOf(known, { label: 'På vej ud', sentence: 'Om et øjeblik ser læserne denne version.' })
  }
  const leftOut = site.record?.leftOut.find(({ id }) => id === document._id)
  if (leftOut) return refused(reasonFor(document, leftOut))
  if ('slug' in document && site.record?.failed.includes(addressOf(document))) return refused(whenFailed)
  return isEdited ? outAndEdited : out
}

/** Of a document of which the site does not show this version yet. */
function absenceOf(known: Known, soon: Pick<Status, 'label' | 'sentence'>): Status {
  const { document, writtenAt, site, now } = known
  const held = heldSentence(site)
  if (held !== undefined) return { kind: 'held', label: 'Sitet er sat tilbage', sentence: held }
  const due = 'publishedAt' in document ? document.publishedAt : ''
  const since = [writtenAt ?? now, due].toSorted().at(-1) ?? now
  if (millisecondsAt(now) - millisecondsAt(since) <= patience) return { kind: 'coming', ...soon }
  return { kind: 'late', label: 'Ikke på sitet endnu', sentence: `Sitet har ikke denne version endnu: ${remedy}` }
}

/** What keeps every new version from readers after the site was put back. */
function heldSentence(site: Site): string | undefined {
  const heldAt = site.state === 'answers' ? site.record?.heldAt : undefined
  if (heldAt === undefined) return undefined
  return `Sitet blev sat tilbage til en tidligere udgave ${readableTime(heldAt)}, og der bliver det, til nogen udgiver det igen med »npx notits publish«.`
}

const remedy =
  'se efter, om avisens server kører (»npm start«), eller udgiv sitet med »npx notits publish«. Teksten er gemt.'

/** Whether the site has been made from this version, or a later one. */
function isTaken({ writtenAt, site }: Known): boolean {
  const upTo = site.state === 'answers' ? site.record?.upTo : undefined
  return upTo !== undefined && writtenAt !== undefined && writtenAt <= upTo
}

const out: Status = { kind: 'out', label: 'Ude på sitet', sentence: 'Læserne ser denne version.' }

const outAndEdited: Status = {
  kind: 'out',
  label: 'Ude på sitet, ændret siden',
  sentence: 'Læserne ser den udgivne version. Det, der er ændret siden, kommer med, når du publicerer.',
}

const whenFailed =
  'Siden kunne ikke laves, og læserne ser det, der stod der før. Sig det til den, der passer avisens server.'

function refused(why: string): Status {
  return { kind: 'refused', label: 'Kunne ikke udgives', sentence: `Kunne ikke udgives: ${why}` }
}

function reasonFor(document: ContentDocument, { reason }: LeftOut): string {
  if (reason === 'no-section')
    return 'Sektionen er ikke på sitet. Udgiv sektionen, eller vælg en anden, og publicér igen.'
  const address = 'slug' in document ? ` ${addressOf(document)}` : ''
  return `Adressen${address} tilhører allerede et ældre dokument. Vælg en anden adresse, og publicér igen.`
}
