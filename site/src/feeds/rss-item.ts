import type { FeedItem } from '../edition/stories.ts'
import { xmlElement, xmlText } from './xml.ts'

/*
 * What the library would take longest over is put into its items afterwards: it parses the `customData` of each as XML, turning
 * texts such as `007` into numbers on the way, and walks each full text five times.
 */

/** Stands in an item for its full text. */
export const fullText = '\u{E000}'

const standIn = `<content:encoded>${fullText}</content:encoded>`
const guidOfLibrary = /<guid isPermaLink="true">[^<]*<\/guid>/

/** The library's item, as far as its end tag, with its own guid, its full text, its authors and its picture. */
export function completedItem(written: string, item: FeedItem): string {
  const head = written.replace(guidOfLibrary, () => xmlElement('guid', { isPermaLink: 'false' }, xmlText(item.id)))
  const full = head.replace(standIn, () => xmlElement('content:encoded', {}, xmlText(item.html)))
  const place = categoriesIn(full)
  return full.slice(0, place) + creditsOf(item) + full.slice(place)
}

/** Where the library writes the item's categories, which come last. */
function categoriesIn(written: string): number {
  const place = written.indexOf('<category>')
  return place < 0 ? written.length : place
}

function creditsOf({ authors, picture }: FeedItem): string {
  const creators = authors.map((author) => xmlElement('dc:creator', {}, xmlText(author)))
  return creators.join('') + (picture ? mediaContent(picture) : '')
}

function mediaContent({ alt, ...picture }: NonNullable<FeedItem['picture']>): string {
  const description = alt === '' ? undefined : xmlElement('media:description', {}, xmlText(alt))
  return xmlElement('media:content', { ...picture, medium: 'image' }, description)
}
