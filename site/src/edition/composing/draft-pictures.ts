import type { ContentDocument } from '#schemas/documents.ts'
import type { ImageAsset } from '#schemas/image.ts'
import type { PictureFile } from '../../pictures.ts'
import type { Known, Summary } from './known.ts'
import { summarized } from './summary.ts'
import { wholeOf } from './whole.ts'

/** A section without a name, so that a story has one to stand in. */
const somewhere: Summary = { type: 'section', card: { title: '', address: '/' } }

/**
 * The image files that a document will show when it is published as it stands, whatever else the site holds by then; found by making
 * its page as the edition would. `asset` gives the image with an id.
 */
export function picturesOf(document: ContentDocument, asset: (id: string) => ImageAsset | undefined): PictureFile[] {
  const own = () =>
    summarized(document, { ...alone, summary: (id) => (isItsSection(document, id) ? somewhere : undefined) })
  const alone: Known = { asset, images: 'own', summary: (id) => (id === document._id ? own()?.summary : undefined) }
  const files = wholeOf(document, alone, (address) => address).files
  return [...new Map(files.map((file) => [file.address, file])).values()]
}

function isItsSection(document: ContentDocument, id: string): boolean {
  return document._type === 'article' && document.section._ref === id
}
