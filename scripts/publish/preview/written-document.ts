import type { ContentDocument } from '#schemas/documents.ts'
import type { RawDocument } from '../reading/lake-reader.ts'

/** The sentence without the document that it begins with, for somebody who has that document open. */
export function shortened(sentence: string, id: string): string {
  const said = sentence.split(`(${id}): `).at(-1) ?? sentence
  return said.charAt(0).toUpperCase() + said.slice(1)
}

/** The document as if it had never been taken back. */
export function neverWithdrawn(document: ContentDocument): ContentDocument {
  if (!('withdrawal' in document)) return document
  const { withdrawal: _, ...shown } = document
  return shown
}

/** Whether the document was taken back. */
export function isWithdrawn(document: RawDocument | undefined): boolean {
  const withdrawal = document?.['withdrawal']
  return (
    typeof withdrawal === 'object' &&
    withdrawal !== null &&
    Object.keys(withdrawal).some((name) => !name.startsWith('_'))
  )
}

/** The id that a document bears, whichever version it is. */
export function idIn(raw: unknown): unknown {
  return typeof raw === 'object' && raw !== null && '_id' in raw ? raw._id : undefined
}

/** The ids of the images that a document names. */
export function imagesIn(raw: unknown): string[] {
  return [...new Set(Array.from(JSON.stringify(raw).matchAll(/"_ref":"(image-[\w-]+)"/g), ([, id = '']) => id))]
}
