import { noticeKinds } from '#schemas/navnenyt/kind.ts'
import { aBlock, aReferringBlock } from '../../../builders/body.ts'
import { aFrontPage, aJobAnnouncement, anArticle, aPage, siteSettings } from '../../../builders/documents.ts'
import { aReference, references } from '../../../builders/stored.ts'
import { pictureOf } from './archive.ts'
import { addressed, type EditKind, pick, slugOf, slugs, stories, words } from './edit-kind.ts'

export const story: EditKind = (desk, { a, b, c }) => {
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

export const notice: EditKind = (desk, { a, b, c }) => {
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

export const page: EditKind = (desk, { a, b }) => {
  const fields = {
    _id: `page-${a % 4}`,
    title: pick(words, b),
    slug: slugOf(pick(slugs, b)),
    body: [aBlock('Vi er her.')],
  }
  desk.publish(aPage({ ...fields, ...(b % 4 === 0 && { seo: { hideFromSearch: true } }) }))
  return `standing page ${JSON.stringify(fields)}`
}

export const frontPage: EditKind = (desk, { a, b, c }) => {
  if (c % 7 === 6) {
    desk.remove({ _id: 'frontPage', _type: 'frontPage' })
    return 'remove the front page’s own choice'
  }
  const lead = desk.one(stories, a)?._id
  const pinned = [desk.one(['article'], b)?._id, desk.one(['article'], c)?._id, 'nobody'].filter(
    (id) => id !== undefined,
  )
  const fields = {
    ...(b % 3 && lead && { lead: aReference(lead) }),
    pinned: references(...new Set(pinned)),
  }
  desk.put(aFrontPage(c % 3 === 0 ? { ...fields, pinned: [] } : fields))
  return `choose for the front ${JSON.stringify(fields)}`
}

export const settings: EditKind = (desk, { a, b, c }) => {
  if (c % 9 === 8) {
    desk.remove({ _id: 'siteSettings', _type: 'siteSettings' })
    return 'remove the settings'
  }
  const fields = { title: pick(words, a), tagline: pick(words, b), ...(c % 2 && { footerText: pick(words, c) }) }
  desk.put(siteSettings(fields))
  return `set the paper’s ${JSON.stringify(fields)}`
}
