import { type PictureName, type PlacedPicture, picture } from '../pictures.ts'
import { type Reference, reference, slug } from '../references.ts'

/** A notice as the demo's files write it. */
type AnnouncementSpec = {
  /** Both slug and the end of the id. */
  name: string
  kind: string
  person: string
  pronoun?: 'hun' | 'han' | 'de'
  age?: number
  portrait?: PictureName
  /** The name of a company document; or else `companyName` alone. */
  company?: string
  companyName?: string
  role?: string
  location?: string
  /** A day, `2026-11-01`. */
  startDate?: string
  focus?: string
  previousRole?: string
  previousCompany?: string
  education?: string
  institution?: string
  previously?: string
  freeText?: string
  originalText?: string
  /** When it was published: an instant in UTC. */
  at: string
}

/** A raw notice, published at `at` and not moved since. */
export type RawAnnouncement = Omit<AnnouncementSpec, 'name' | 'at' | 'company' | 'portrait'> & {
  _id: string
  _type: 'jobAnnouncement'
  slug: { _type: 'slug'; current: string }
  company?: Reference
  portrait?: PlacedPicture
  publishedAt: string
  firstPublishedAt: string
}

/** The raw document of a notice. Its id is `announcement-` and its name. */
export function announcement(spec: AnnouncementSpec): RawAnnouncement {
  const { name, at, company, portrait, ...fields } = spec
  return {
    ...fields,
    _id: `announcement-${name}`,
    _type: 'jobAnnouncement',
    slug: slug(name),
    ...(company === undefined ? {} : { company: reference(`company-${company}`) }),
    ...(portrait === undefined ? {} : { portrait: picture(portrait) }),
    publishedAt: at,
    firstPublishedAt: at,
  }
}
