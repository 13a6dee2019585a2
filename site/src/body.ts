import type { Body } from '#schemas/body.ts'
import { feedForm } from './body/feed-form.ts'
import { pageForm } from './body/page-form.ts'
import type { Surroundings } from './body/surroundings.ts'

/** A running text as pages show it and as feeds carry it. */
export type BodyForms = { page: string; feed: string }

/**
 * Running text → HTML, in both forms. What it links to and shows comes from `around`, so the text must be rendered anew
 * when one of those documents changes; `absolute` makes a whole address from one of this site's.
 */
export function bodyForms(body: Body, around: Surroundings, absolute: (address: string) => string): BodyForms {
  return { page: pageForm(body, around), feed: feedForm(body, around, absolute) }
}
