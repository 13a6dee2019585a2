import { noticeKinds } from '#schemas/navnenyt/kind.ts'
import { aBlock, aLinkedBlock, aReferringBlock, parts } from '../../../builders/body.ts'
import { aFrontPage, aJobAnnouncement, anArticle, aPage, siteSettings } from '../../../builders/documents.ts'
import { aReference, references } from '../../../builders/stored.ts'
import { pictureOf, type Written } from './archive.ts'
import type { Desk } from './desk.ts'

/** Three numbers below 100 decide what an edit is about, so that a smaller one is a simpler edit. */
export type Numbers = { a: number; b: number; c: number }

/** What one kind of edit does on the desk, told in a sentence; `undefined` when there is nothing that it could be done to. */
type EditKind = (desk: Desk, numbers: Numbers) => string | undefined

const stories = ['article', 'jobAnnouncement']
const named = ['author', 'company', 'topic', 'section', 'page']
const addressed = [...stories, ...named]

/** Few, so that documents often want the same address, and old ones come back. */
const slugs = ['kran', 'havn', 'bro', 'skib', 'kaj'] as const
const words = ['Kranen', 'Havnen', 'Broen', 'Skibet', 'Ærø & Ø', 'Et »citat« <b>'] as const

const pick = <Thing>(things: readonly [Thing, ...Thing[]], number: number): Thing =>
  things[number % things.length] ?? things[0]
const slugOf = (current: string) => ({ _type: 'slug', current })

/** Makes an edit kind of what is done to one published document of these types; `a` chooses it. */
function toOne(types: readonly string[], edit: (document: Written, desk: Desk, numbers: Numbers) => string): EditKind {
  return (desk, numbers) => {
    const document = desk.one(types, numbers.a)
    return document && `${document._id}: ${edit(document, desk, numbers)}`
  }
}

/** The same, where publishing the document with other fields is all there is to it. */
function revising(
  types: readonly string[],
  fields: (document: Written, numbers: Numbers, desk: Desk) => Record<string, unknown>,
): EditKind {
  return toOne(types, (document, desk, numbers) => {
    const revised = fields(document, numbers, desk)
    desk.publish({ ...document, ...revised })
    return `publish with ${JSON.stringify(revised)}`
  })
}

const story: EditKind = (desk, { a, b, c }) => {
  const id = `fresh-${a % 6}`
  const section = desk.one(['section'], b)
  if (section === undefined) return undefined
  const image = desk.images[c % 5]
  const refersTo = desk.one(addressed, c)
  const fields = {
    headline: pick(words, b),
    slug: slugOf(b % 2 === 0 ? pick(slugs, c) : id),
    section: { ...aReference(section._id), ...(c % 2 === 0 && { _weak: true }) },
    authors: references(...desk.some('author', a)),
    topics: references(...desk.some('topic', b)),
    companies: references(...desk.some('company', c)),
    ...(image !== undefined && { leadImage: pictureOf(image) }),
    body: [aBlock('Noget er sket.'), ...(refersTo ? [aReferringBlock('Læs mere', refersTo._id)] : [])],
    ...(c % 3 === 0 && { publishedAt: desk.ago(b * 97), firstPublishedAt: undefined }),
  }
  const { publishedAt: _, firstPublishedAt: __, ...undated } = anArticle({ _id: id, ...fields })
  desk.publish(c % 3 === 0 ? { ...undated, publishedAt: fields.publishedAt } : undated)
  return `new story ${id} ${JSON.stringify(fields)}`
}

const notice: EditKind = (desk, { a, b, c }) => {
  const company = desk.one(['company'], b)
  const fields = {
    _id: `fresh-notice-${a % 5}`,
    person: pick(words, a),
    kind: pick([...noticeKinds, 'Noget helt andet'], b),
    slug: slugOf(c % 2 === 0 ? pick(slugs, b) : `person-${a}`),
    company: undefined,
    ...(company === undefined || c % 4 === 0 ? { companyName: 'Uden side A/S' } : { company: aReference(company._id) }),
    publishedAt: desk.ago(c % 3 === 0 ? c * 61 : 0),
    firstPublishedAt: undefined,
  }
  desk.publish(aJobAnnouncement(fields))
  return `new notice ${JSON.stringify(fields)}`
}

const takeSlug = toOne(addressed, (document, desk, { b, c }) => {
  const other = desk.one([document._type], b)
  const { earlierSlugs, slug } = (other ?? document) as { earlierSlugs?: string[]; slug?: { current: string } }
  const wanted = (c % 2 === 0 ? earlierSlugs?.[0] : undefined) ?? slug?.current ?? 'kran'
  desk.publish({ ...document, slug: slugOf(wanted) })
  return `take the slug »${wanted}«, which is or was that of ${other?._id}`
})

const image = toOne(['article', 'jobAnnouncement', 'author'], (document, desk, { b, c }) => {
  const field = document._type === 'article' ? 'leadImage' : 'portrait'
  const chosen = desk.images[b % 4]
  const crop = { _type: 'sanity.imageCrop', top: 0, bottom: (c % 5) / 10, left: (c % 3) / 10, right: 0 }
  const hotspot = { _type: 'sanity.imageHotspot', x: (c % 10) / 10, y: 0.5, width: 0.3, height: 0.3 }
  const picture = chosen && {
    ...pictureOf(chosen),
    alt: `Billede ${c % 7}`,
    ...(c % 2 && { crop }),
    ...(c % 3 && { hotspot }),
  }
  const { [field]: _, ...without } = document
  desk.publish({ ...without, _id: document._id, _type: document._type, ...(picture && { [field]: picture }) })
  return picture ? `show image ${b % 4} with ${JSON.stringify(picture)}` : 'show no image'
})

const body = toOne(['article', 'page'], (document, desk, { b, c }) => {
  const other = desk.one(addressed, b)?._id ?? 'nobody'
  const image = desk.images[c % 3] ?? desk.images[0]
  type Part = { _type: string } & Record<string, unknown>
  const choices: readonly [Part, ...Part[]] = [
    aReferringBlock('her', other),
    parts.readAlso(other),
    { ...pictureOf(image), _type: 'figure', _key: 'figure' },
    aLinkedBlock('et link', 'https://eksempel.dk/'),
    parts.factBox(),
  ]
  const part = pick(choices, c)
  desk.publish({ ...document, body: [aBlock('Før.'), part, aBlock('Efter.')] })
  return `set ${part._type} about ${other} in the text`
})

const frontPage: EditKind = (desk, { a, b, c }) => {
  if (c % 7 === 6) {
    desk.remove({ _id: 'frontPage', _type: 'frontPage' })
    return 'remove the front page’s own choice'
  }
  const lead = desk.one(stories, a)?._id
  const pinned = [desk.one(['article'], b)?._id, desk.one(['article'], c)?._id, 'nobody'].filter(
    (id) => id !== undefined,
  )
  const fields = {
    ...(b % 3 && lead && { lead: { ...aReference(lead), _weak: true } }),
    pinned: references(...new Set(pinned)).map((one) => ({ ...one, _weak: true })),
  }
  desk.put(aFrontPage(c % 3 === 0 ? { ...fields, pinned: [] } : fields))
  return `choose for the front ${JSON.stringify(fields)}`
}

const settings: EditKind = (desk, { a, b, c }) => {
  if (c % 9 === 8) {
    desk.remove({ _id: 'siteSettings', _type: 'siteSettings' })
    return 'remove the settings'
  }
  const fields = { title: pick(words, a), tagline: pick(words, b), ...(c % 2 && { footerText: pick(words, c) }) }
  desk.put(siteSettings(fields))
  return `set the paper’s ${JSON.stringify(fields)}`
}

const page: EditKind = (desk, { a, b }) => {
  const fields = {
    _id: `page-${a % 4}`,
    title: pick(words, b),
    slug: slugOf(pick(slugs, b)),
    body: [aBlock('Vi er her.')],
  }
  desk.publish(aPage({ ...fields, ...(b % 4 === 0 && { seo: { hideFromSearch: true } }) }))
  return `standing page ${JSON.stringify(fields)}`
}

/** A section taken off the paper under its stories, which refer to it weakly from then on. */
const dropSection = toOne(['section'], (section, desk) => {
  for (const story of desk.published.values()) {
    const { _ref } = (story.section ?? {}) as { _ref?: string }
    if (_ref === section._id) desk.put({ ...story, section: { ...aReference(_ref), _weak: true } })
  }
  desk.unpublish(section)
  return 'unpublish, and leave its stories without a section'
})

/** Every kind of edit, each with how often it is made beside the others. */
export const editKinds = {
  story: [5, story],
  notice: [4, notice],
  page: [1, page],
  frontPage: [2, frontPage],
  settings: [1, settings],
  takeSlug: [4, takeSlug],
  image: [3, image],
  body: [3, body],
  dropSection: [1, dropSection],
  'new slug': [5, revising(addressed, (_, { b, c }) => ({ slug: slugOf(c % 3 ? pick(slugs, b) : `ny-adresse-${b}`) }))],
  'new words': [3, revising(['article'], (_, { b, c }) => ({ headline: pick(words, b), standfirst: pick(words, c) }))],
  'new name': [3, revising(['author', 'company'], (_, { b }) => ({ name: pick(words, b) }))],
  'new title': [2, revising(['section', 'topic', 'page'], (_, { b }) => ({ title: pick(words, b) }))],
  'new order': [1, revising(['section'], (_, { b, c }) => ({ order: b % 4, description: pick(words, c) }))],
  'new description': [
    1,
    revising(['author', 'company', 'topic'], (_, { b }) => ({
      role: pick(words, b),
      description: pick(words, b),
      bio: pick(words, b),
    })),
  ],
  'another section': [
    3,
    toOne(['article'], (document, desk, { b }) => {
      const section = desk.one(['section'], b)?._id ?? 'nowhere'
      desk.publish({ ...document, section: { ...aReference(section), _weak: true } })
      return `move to ${section}`
    }),
  ],
  'another author': [
    2,
    revising(['article'], (_, { b }, desk) => ({
      authors: references(...desk.some('author', b)),
      topics: references(...desk.some('topic', b)),
    })),
  ],
  'another kind': [2, revising(['jobAnnouncement'], (_, { b }) => ({ kind: pick([...noticeKinds, 'nyt job'], b) }))],
  'another company': [
    2,
    toOne(['jobAnnouncement'], (document, desk, { b, c }) => {
      const { company: _, companyName: __, ...without } = document
      const company = desk.one(['company'], b)
      const link = company && c % 3 ? { company: aReference(company._id) } : { companyName: pick(words, c) }
      desk.publish({ ...without, _id: document._id, _type: document._type, ...link })
      return `belong to ${JSON.stringify(link)}`
    }),
  ],
  'another time': [4, revising(stories, (_, { b, c }, desk) => ({ publishedAt: desk.ago(b * (c % 2 ? 1 : 1440)) }))],
  'a time to come': [3, revising(stories, (_, { b }, desk) => ({ publishedAt: desk.ago(-1 - b * 10) }))],
  'a time the program set': [
    1,
    toOne(stories, (document, desk, { b, c }) => {
      const publishedAt = desk.ago(b * 500)
      const { firstPublishedAt: _, ...without } = document
      desk.put({
        ...without,
        _id: document._id,
        _type: document._type,
        publishedAt,
        ...(c % 2 && { firstPublishedAt: desk.ago(c * 300) }),
      })
      return `put with publishedAt ${publishedAt} by a program`
    }),
  ],
  correction: [
    2,
    revising(['article'], ({ corrections = [] }, { b }, desk) => ({
      corrections: [
        ...(corrections as object[]),
        { _type: 'correction', _key: `c${b}`, at: desk.ago(b), text: 'Vi skrev forkert.' },
      ],
    })),
  ],
  withdrawal: [
    2,
    revising(stories, ({ withdrawal }, _, desk) => ({
      withdrawal: withdrawal
        ? undefined
        : { _type: 'withdrawal', withdrawnAt: desk.now, reason: 'Historien var forkert.' },
    })),
  ],
  'read also': [
    2,
    revising(['article'], (_, { b, c }, desk) => ({
      readAlso: references(
        ...new Set([desk.one(stories, b)?._id ?? 'nobody', desk.one(stories, c)?._id ?? 'nobody']),
      ).map((one) => ({ ...one, _weak: true })),
    })),
  ],
  'search words': [
    1,
    revising(['article', 'page'], (_, { b, c }) => ({ seo: { title: pick(words, b), hideFromSearch: c % 2 === 0 } })),
  ],
  sponsor: [1, revising(['article'], (_, { b }) => ({ sponsoredBy: b % 2 ? 'Annonceindlæg fra Norrbit' : undefined }))],
  unpublish: [
    3,
    toOne(addressed, (document, desk) => {
      desk.unpublish(document)
      return 'unpublish'
    }),
  ],
  delete: [
    2,
    toOne(addressed, (document, desk) => {
      desk.remove(document)
      return 'delete'
    }),
  ],
  draft: [
    1,
    toOne(addressed, (document, desk) => {
      desk.draft({ ...document, headline: 'Kun en kladde', title: 'Kun en kladde', name: 'Kun en kladde' })
      return 'save a draft'
    }),
  ],
} as const satisfies Record<string, readonly [number, EditKind]>

export type EditName = keyof typeof editKinds
