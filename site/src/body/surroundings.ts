import type { Figure } from '#schemas/image.ts'
import type { Link, Picture } from '../edition/stories.ts'

/** What a running text must know of the site around it. What is not on the site is `undefined`, and the text stands without it. */
export interface Surroundings {
  /** The name and address of a document's page, by the document's id. */
  link(id: string): Link | undefined
  /** The picture that a figure shows, in its own proportions. */
  picture(figure: Figure): Picture | undefined
  /** In a preview, what names the part of the text that has this key; pages for readers name none. */
  mark?: (key: string) => string
  /**
   * Whether somebody has paid for the text: its links then tell search engines so
   * (https://developers.google.com/search/docs/crawling-indexing/qualify-outbound-links).
   */
  isPaidFor?: boolean
}
