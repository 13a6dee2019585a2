import type { SanityClient } from '@sanity/client'
import sharp from 'sharp'
import { aBlock, aReferringBlock, parts } from '../../../builders/body.ts'
import {
  aCompany,
  aFrontPage,
  aJobAnnouncement,
  anArticle,
  anAuthor,
  aPage,
  aSection,
  aTopic,
  siteSettings,
} from '../../../builders/documents.ts'
import { aPicture } from '../../../builders/image.ts'
import { aReference, references } from '../../../builders/stored.ts'

/** A document as an editor's program sends it. */
export type Written = { _id: string; _type: string; [field: string]: unknown }

/** The ids of three uploaded images, each so small that encoding it takes no time. */
export type Images = readonly [string, string, string]

/** Uploads the images that the stories of a test show. */
export async function uploadImages(client: SanityClient): Promise<Images> {
  const upload = async (background: string): Promise<string> => {
    const drawn = sharp({ create: { width: 64, height: 48, channels: 3, background } })
    const { _id } = await client.assets.upload('image', await drawn.png().toBuffer(), { filename: 'havn.png' })
    return _id
  }
  return [await upload('#2a6'), await upload('#62a'), await upload('#a62')]
}

/** An image in use. */
export const pictureOf = (image: string) => aPicture({ asset: aReference(image) })

const count = { stories: 64, notices: 16 }
const two = (number: number) => String(number).padStart(2, '0')

/** From August to December, so that every month has something. */
const published = (n: number) => `2025-${two(8 + (n % 5))}-${two(1 + (n % 19))}T${two(n % 24)}:15:00.000Z`

/** Those who write, what is written about, and the paper itself. */
function paper([crane]: Images): Written[] {
  return [
    ...['Erhverv', 'Kultur', 'Vejret'].map((title, n) => aSection({ _id: `section-${n}`, title, order: n })),
    ...['Ida Brandt', 'Bo Lund', 'Åse Ærø'].map((name, n) =>
      anAuthor({ _id: `author-${n}`, name, ...(n === 0 && { portrait: pictureOf(crane) }) }),
    ),
    ...['Havne', 'Skibe'].map((title, n) => aTopic({ _id: `topic-${n}`, title })),
    ...['Norrbit', 'Kranværket', 'Færgefarten'].map((name, n) => aCompany({ _id: `company-${n}`, name })),
    ...['Om avisen', 'Kontakt'].map((title, n) => aPage({ _id: `page-${n}`, title })),
    siteSettings(),
    aFrontPage(),
  ]
}

function story(n: number, images: Images): Written {
  const publishedAt = published(n)
  const image = images[n % 4]
  return anArticle({
    _id: `story-${two(n)}`,
    headline: `Historie nummer ${n}`,
    // One section may be unpublished under its stories, as when a program refers weakly.
    section: {
      ...aReference(`section-${n % 7 === 0 ? 1 : n % 11 === 0 ? 2 : 0}`),
      ...(n % 7 === 0 && { _weak: true }),
    },
    authors: references('author-0', ...(n % 13 === 0 ? ['author-1'] : [])),
    topics: references(`topic-${n % 9 === 0 ? 1 : 0}`),
    companies: n % 5 === 0 ? references('company-0') : [],
    body: [
      aBlock(`Det skete på dag ${n}.`),
      ...(n % 6 === 0 ? [aReferringBlock('Læs mere', `notice-${two(n % 9)}`)] : []),
    ],
    ...(image !== undefined && { leadImage: pictureOf(image) }),
    ...(n % 8 === 0 && { readAlso: references(`story-${two(n + 1)}`) }),
    ...(n % 10 === 0 && { body: [aBlock('Se her.'), parts.readAlso(`story-${two(n + 2)}`)] }),
    publishedAt,
    firstPublishedAt: publishedAt,
  })
}

function notice(n: number): Written {
  const publishedAt = published(n * 3)
  return aJobAnnouncement({
    _id: `notice-${two(n)}`,
    person: `Person Nummer ${n}`,
    slug: { _type: 'slug', current: `person-${n}` },
    company: aReference(`company-${n % 3}`),
    kind: n % 4 === 0 ? 'Forfremmelse' : 'Nyt job',
    publishedAt,
    firstPublishedAt: publishedAt,
  })
}

/**
 * What was published before anybody touches anything: a hundred stories and notices, and all they stand among. Lists of the newest
 * are longer than they show, and one author and one topic are in so many stories that their new names reach far.
 */
export function archive(images: Images): Written[] {
  return [
    ...paper(images),
    ...Array.from({ length: count.notices }, (_, n) => notice(n)),
    ...Array.from({ length: count.stories }, (_, n) => story(n, images)),
  ]
}
