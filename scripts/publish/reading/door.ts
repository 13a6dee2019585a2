import { contentTypes, readDocument } from '#schemas/documents.ts'
import type { Fault } from '#schemas/fault.ts'
import { ImageAsset } from '#schemas/image.ts'
import type { Change } from '#site'
import type { RawDocument } from './lake-reader.ts'

/** The type under which the lake keeps what it knows of an image file. */
const imageType = 'sanity.imageAsset'

/** Every type of document that the site is made of. */
export const siteTypes: readonly string[] = [imageType, ...contentTypes]

/** A document that the site must do without, and why, in a sentence for each fault. */
export type LeftOut = { id: string; type: string; faults: Fault[] }

/** What comes in through the door: what the edition shall take in, and what had to stay outside. */
export type Admission = { changes: Change[]; leftOut: LeftOut[] }

/** Reads documents through their shapes. One that fails is gone from the site until it is mended, so that nothing half-read is shown. */
export function admit(documents: readonly RawDocument[]): Admission {
  const admission: Admission = { changes: [], leftOut: [] }
  for (const raw of documents) {
    const { _id: id, _type: type, _rev: revision } = raw
    const read = type === imageType ? readImage(raw) : readDocument(raw)
    if (read.ok) admission.changes.push({ id, document: read.document })
    else {
      const { faults } = read
      admission.changes.push({ id, document: null, unread: { revision, type, faults } })
      admission.leftOut.push({ id, type, faults })
    }
  }
  return admission
}

function readImage(raw: RawDocument): { ok: true; document: ImageAsset } | { ok: false; faults: Fault[] } {
  const read = ImageAsset.safeParse(raw)
  if (read.success) return { ok: true, document: read.data }
  return {
    ok: false,
    faults: read.error.issues.map((issue) => ({ path: issue.path.join('.'), sentence: issue.message })),
  }
}
