import { noticeKinds } from '#schemas/navnenyt/kind.ts'
import { aReference, references } from '../../../builders/stored.ts'
import { addressed, type EditKind, pick, revising, slugOf, slugs, toOne, words } from './edit-kind.ts'
import { storyEdits } from './story-edits.ts'
import { frontPage, notice, page, settings, story } from './whole-documents.ts'

const takeSlug = toOne(addressed, (document, desk, { b, c }) => {
  const other = desk.one([document._type], b)
  const { earlierSlugs, slug } = (other ?? document) as { earlierSlugs?: string[]; slug?: { current: string } }
  const wanted = (c % 2 === 0 ? earlierSlugs?.[0] : undefined) ?? slug?.current ?? 'kran'
  desk.publish({ ...document, slug: slugOf(wanted) })
  return `take the slug »${wanted}«, which is or was that of ${other?._id}`
})

/** Taken off the paper under the stories that name it, which refer to it weakly from then on, as when a program wrote them. */
const drop = toOne(['section', 'author', 'topic', 'company'], (document, desk) => {
  const strong = `"_ref":"${document._id}"`
  for (const other of desk.published.values()) {
    const text = JSON.stringify(other)
    if (text.includes(strong)) desk.put(JSON.parse(text.replaceAll(strong, `${strong},"_weak":true`)))
  }
  desk.unpublish(document)
  return 'unpublish under those who name it'
})

/** Every kind of edit, each with how often it is made beside the others. */
export const editKinds = {
  story: [5, story],
  notice: [4, notice],
  page: [1, page],
  frontPage: [2, frontPage],
  settings: [1, settings],
  takeSlug: [4, takeSlug],
  drop: [2, drop],
  ...storyEdits,
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
} as const satisfies Record<string, readonly [number, EditKind]>

export type EditName = keyof typeof editKinds
