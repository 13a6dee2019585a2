import { describe, expect, test } from 'vitest'
import { openEdition } from '#site'
import { edition, refreshedEdition, useEdition } from '../../../site/src/edition/reader.ts'
import {
  aCompany,
  aJobAnnouncement,
  anArticle,
  anAuthor,
  aPage,
  aSection,
  siteSettings,
} from '../../builders/documents.ts'
import { editionOf, later, put } from './opened-edition.ts'

const paper = [siteSettings(), aSection(), anAuthor()]
const titles = () =>
  edition()
    .feed('/')
    ?.items.map(({ title }) => title)

describe('the edition in use', () => {
  test('tells every page what stands on all of them, as it was when the page began', () => {
    using opened = editionOf(...paper)
    useEdition(opened.file)
    const before = [edition().settings().title, edition().navigation().pages]
    opened.writer.apply([put(siteSettings({ title: 'Fjordposten' })), put(aPage({ title: 'Kontakt' }))], later)
    expect([edition().settings().title, edition().navigation().pages]).toEqual(before)
    refreshedEdition()
    expect(edition().settings().title).toBe('Fjordposten')
    expect(
      edition()
        .navigation()
        .pages.map(({ title }) => title),
    ).toEqual(['Kontakt'])
  })

  test('reads a feed anew for the page after a change', () => {
    using opened = editionOf(...paper, anArticle())
    useEdition(opened.file)
    expect(titles()).toEqual(['Havnen i Esbjerg får strøm fra land'])
    opened.writer.apply([put(anArticle({ _id: 'article-2', headline: 'Ny', slug: { current: 'ny' } }))], later)
    refreshedEdition()
    expect(titles()).toHaveLength(2)
  })

  test('is the one that took the place of the file before', () => {
    using opened = editionOf(...paper)
    useEdition(opened.file)
    const another = openEdition(opened.file, { siteUrl: 'https://fjorden.example' })
    expect(useEdition(opened.file).siteUrl).toBe('https://fjorden.example')
    another.close()
  })

  test('stays the same reader while nothing changes', () => {
    using opened = editionOf(...paper)
    const reader = useEdition(opened.file)
    expect(useEdition(opened.file)).toBe(reader)
    expect(refreshedEdition()).toBe(reader)
  })
})

describe('what lists show', () => {
  test('is the same object from one state of the edition to the next, until it says something else', () => {
    using opened = editionOf(...paper, anArticle(), aJobAnnouncement(), aCompany())
    useEdition(opened.file)
    const shown = () => ({
      card: edition().front().lead,
      item: edition().feed('/')?.items[0],
      paper: edition().settings(),
    })
    const before = shown()
    opened.writer.apply([put(aJobAnnouncement({ role: 'Chef' }))], later)
    refreshedEdition()
    expect(Object.values(shown()).map((value, place) => value === Object.values(before)[place])).toEqual([
      true,
      true,
      true,
    ])
    opened.writer.apply([put(anArticle({ standfirst: 'Rettet.' }))], later)
    refreshedEdition()
    expect(shown().card).toMatchObject({ standfirst: 'Rettet.' })
    expect(shown().item).toMatchObject({ summary: 'Rettet.' })
  })

  test('is all made anew with the navigation, by which sections have their colors', () => {
    using opened = editionOf(...paper, anArticle())
    useEdition(opened.file)
    const before = edition().front().lead
    opened.writer.apply([put(aSection({ _id: 'section-ny', title: 'Ny', slug: { current: 'ny' }, order: 0 }))], later)
    refreshedEdition()
    expect(edition().front().lead).toEqual(before)
    expect(edition().front().lead).not.toBe(before)
  })
})
