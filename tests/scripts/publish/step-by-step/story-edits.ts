import { aBlock, aLinkedBlock, aReferringBlock, parts } from '../../../builders/body.ts'
import { references } from '../../../builders/stored.ts'
import { pictureOf } from './archive.ts'
import { addressed, type EditKind, pick, revising, stories, toOne, words } from './edit-kind.ts'

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

/** What editors do to stories and notices once they are out. */
export const storyEdits = {
  image: [3, image],
  body: [3, body],
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
