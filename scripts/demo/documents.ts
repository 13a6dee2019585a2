import { newRoles } from './announcements/new-roles.ts'
import { otherOccasions } from './announcements/other-occasions.ts'
import { business } from './articles/business.ts'
import { infrastructure } from './articles/infrastructure.ts'
import { publicSector } from './articles/public-sector.ts'
import { security } from './articles/security.ts'
import { workingLife } from './articles/working-life.ts'
import { authors } from './paper/authors.ts'
import { companies } from './paper/companies.ts'
import { pages } from './paper/pages.ts'
import { sections } from './paper/sections.ts'
import { frontPage, siteSettings } from './paper/settings.ts'
import { topics } from './paper/topics.ts'
import { type ImageAssets, withAssets } from './pictures.ts'

const content = [
  ...[siteSettings, frontPage],
  ...sections,
  ...topics,
  ...companies,
  ...authors,
  ...pages,
  ...security,
  ...publicSector,
  ...infrastructure,
  ...business,
  ...workingLife,
  ...newRoles,
  ...otherOccasions,
]

/** A raw document of the demo, as `createIfNotExists` takes it. */
export type DemoDocument = (typeof content)[number]

/** The demo's documents with placeholders for the assets of their images. */
export const demoPlaceholders: readonly DemoDocument[] = content

/** Everything in the demo paper as raw documents. Ids, keys and times are fixed; only the ids of the image assets are handed in. */
export function demoDocuments(assets: ImageAssets): DemoDocument[] {
  return withAssets(content, assets)
}

/** The ids of the demo's documents. */
export const demoIds: readonly string[] = content.map(({ _id }) => _id)
