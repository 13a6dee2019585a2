import { addressOf } from '#schemas/addresses.ts'
import type { FrontPage } from '#schemas/front-page.ts'
import type { Page } from '#schemas/page.ts'
import type { SiteSettings } from '#schemas/site-settings.ts'
import { openingOf } from '../../body/opening.ts'
import { bodyForms } from '../../body.ts'
import { filled } from '../composing/filled.ts'
import { seoOf } from '../composing/seo.ts'
import type { Front, Settings, StandingPage, StoryCard } from '../stories.ts'
import { surroundingsIn, type Workshop } from './workshop.ts'

/** The stories that the desk has chosen for the front. */
export type FrontPart = Pick<Front, 'lead' | 'pinned'>

/** A standing page. */
export function standingPagePart(page: Page, shop: Workshop): StandingPage {
  const { title, standfirst } = page
  return filled({
    title,
    address: addressOf(page),
    standfirst,
    bodyHtml: bodyForms(page.body, surroundingsIn(shop, page._id), shop.absolute).page,
    seo: seoOf(page.seo, { title, description: standfirst ?? openingOf(page.body) }, shop.cutter),
  })
}

/** The chosen stories that are live; none twice. */
export function frontPart({ lead, pinned }: FrontPage, { known }: Workshop): FrontPart {
  const card = (id: string): StoryCard | undefined => {
    const summary = known.summary(id)
    return summary?.type === 'article' ? summary.card : undefined
  }
  const leading = lead && card(lead._ref)
  const others = pinned.map(({ _ref }) => card(_ref)).filter((story) => story !== undefined)
  return filled({ lead: leading, pinned: others.filter(({ id }) => id !== leading?.id) })
}

/** What stands on every page. */
export function settingsPart(settings: SiteSettings): Settings {
  const { title, tagline, description, publisher, editorInChief, email, address, footerText } = settings
  return filled({ title, tagline, description, publisher, editorInChief, email, address, footerText })
}
