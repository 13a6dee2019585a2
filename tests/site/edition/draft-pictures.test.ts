import { describe, expect, test } from 'vitest'
import { readDraft } from '#schemas/draft.ts'
import { ImageAsset } from '#schemas/image.ts'
import { picturesOf } from '#site'
import {
  aCompany,
  aJobAnnouncement,
  anArticle,
  anAuthor,
  aPage,
  aSection,
  siteSettings,
} from '../../builders/documents.ts'
import { anImageAsset, anImageId, aPicture } from '../../builders/image.ts'
import { aReference } from '../../builders/stored.ts'
import { editionOf, later } from './opened-edition.ts'

const ids = ['a', 'b', 'c'].map(anImageId)
const [lead = '', second = '', third = ''] = ids
const assets = ids.map((_id) => anImageAsset({ _id }))
const assetOf = (id: string) =>
  ImageAsset.array()
    .parse(assets)
    .find(({ _id }) => _id === id)

const figure = (id: string) => aPicture({ _type: 'figure', _key: id, asset: aReference(id) })
const image = (id: string) => aPicture({ asset: aReference(id), hotspot: { x: 0.2, y: 0.4, width: 0.1, height: 0.1 } })

/** One of every kind of document that shows pictures. */
const documents: Record<string, { _id: string; _type: string; [field: string]: unknown }> = {
  'an article': anArticle({
    leadImage: image(lead),
    body: [figure(second), figure(lead)],
    seo: { image: image(third) },
  }),
  'an article without a picture to share': anArticle({ leadImage: image(lead) }),
  'a notice': aJobAnnouncement({ portrait: image(lead) }),
  'an author': anAuthor({ portrait: image(second) }),
  'a company': aCompany({ logo: image(third) }),
  'a page': aPage({ body: [figure(second)], seo: { image: image(lead) } }),
}

const addresses = (files: readonly { address: string }[]) => files.map(({ address }) => address).toSorted()

describe('the pictures that a draft will show', () => {
  for (const [name, document] of Object.entries(documents))
    test(`are those that the site shows when ${name} is published`, () => {
      const draft = readDraft({ ...document, _id: `drafts.${document._id}` }, later)
      if (!draft) throw new Error('The draft cannot be read')
      using edition = editionOf(...assets, aSection(), siteSettings(), document)
      const wanted = picturesOf(draft.document, assetOf)
      expect(wanted.length).toBeGreaterThan(3)
      expect(addresses(wanted)).toEqual(addresses(edition.writer.pictures()))
    })

  test('are known before anything else is written', () => {
    const draft = readDraft({ _id: 'drafts.new', _type: 'article', leadImage: { asset: aReference(lead) } }, later)
    expect(draft && picturesOf(draft.document, assetOf).length).toBeGreaterThan(3)
  })

  test('are none when the image is not known', () => {
    const draft = readDraft(anArticle({ leadImage: image(lead) }), later)
    expect(draft && picturesOf(draft.document, () => undefined)).toEqual([])
  })
})
