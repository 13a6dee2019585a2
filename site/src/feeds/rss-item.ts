import type { FeedItem } from '../edition/stories.ts'
import { xmlElement, xmlText } from './xml.ts'

/** `full` carries whole stories (`rss.xml`), `short` their summaries only (`rss-kort.xml`). */
export type RssForm = 'full' | 'short'

type Texts = { [Form in RssForm]?: string }

// An item stands in many feeds, and stays the same object from one publish to the next while it says the same.
const texts = new WeakMap<FeedItem, Texts>()

/** Whether the item's text in this form is there already. */
export function isWritten(item: FeedItem, form: RssForm): boolean {
  return texts.get(item)?.[form] !== undefined
}

/** The item in this form, from after its start tag through its end tag. */
export function written(item: FeedItem, form: RssForm): string {
  return texts.get(item)?.[form] ?? ''
}

/**
 * Keeps the item's text: the library's, through its end tag, completed by what the library would take longest over. It parses the
 * `customData` of each item as XML, turning texts such as `007` into numbers on the way, and walks each full text five times.
 */
export function writeItem(item: FeedItem, form: RssForm, text: string): void {
  texts.set(item, { ...texts.get(item), [form]: completedItem(text, item) })
}

/** Stands in an item for its full text. */
export const fullText = '\u{E000}'

const standIn = `<content:encoded>${fullText}</content:encoded>`
const guidOfLibrary = /<guid isPermaLink="true">[^<]*<\/guid>/

/** The library's item with its own guid, its full text, its authors and its picture. */
function completedItem(text: string, item: FeedItem): string {
  const head = text.replace(guidOfLibrary, () => xmlElement('guid', { isPermaLink: 'false' }, xmlText(item.id)))
  const full = head.replace(standIn, () => xmlElement('content:encoded', {}, xmlText(item.html)))
  const place = categoriesIn(full)
  return full.slice(0, place) + creditsOf(item) + full.slice(place)
}

/** Where the item's categories stand, or would stand: the library writes them last. */
function categoriesIn(text: string): number {
  const place = text.indexOf('<category>')
  return place < 0 ? text.lastIndexOf('</item>') : place
}

function creditsOf({ authors, picture }: FeedItem): string {
  const creators = authors.map((author) => xmlElement('dc:creator', {}, xmlText(author)))
  return creators.join('') + (picture ? mediaContent(picture) : '')
}

function mediaContent({ alt, ...picture }: NonNullable<FeedItem['picture']>): string {
  const description = alt === '' ? undefined : xmlElement('media:description', {}, xmlText(alt))
  return xmlElement('media:content', { ...picture, medium: 'image' }, description)
}
