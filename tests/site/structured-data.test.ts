import { describe, expect, test } from 'vitest'
import type { Notice, Settings, Story } from '../../site/src/edition/stories.ts'
import { authorPageData, dataBlock, noticeData, paperData, storyData } from '../../site/src/structured-data.ts'

const settings: Settings = {
  title: 'Avis',
  tagline: 'Nyheder om it',
  description: 'Nyheder om it i Danmark',
  publisher: 'Forlaget ApS',
  editorInChief: 'Mette Winther',
  email: 'red@avis.example',
}
const paper = { absolute: (address: string) => `https://avis.example${address}`, settings: () => settings }

function aStory(story: Partial<Story> = {}): Story {
  return {
    id: 'artikel-1',
    address: '/artikel/sky/',
    headline: 'Kommuner samler driften',
    standfirst: 'Ni kommuner går sammen.',
    genre: 'Nyhed',
    section: { title: 'Offentlig it', address: '/offentlig-it/' },
    authors: [{ title: 'Mette Winther', address: '/skribent/mette-winther/', role: 'redaktør' }],
    publishedAt: '2026-03-03T08:12:00.000Z',
    firstPublishedAt: '2026-03-03T08:12:00.000Z',
    topics: [],
    companies: [],
    bodyHtml: '',
    readAlso: [],
    corrections: [],
    notices: [],
    seo: { title: 'Kommuner samler driften', description: 'Ni kommuner.', hideFromSearch: false },
    ...story,
  }
}

function aNotice(notice: Partial<Notice> = {}): Notice {
  return {
    id: 'notits-1',
    address: '/navnenyt/kirsten-elmholt/',
    headline: 'Kirsten Elmholt til Fjordbit',
    kind: { title: 'Nyt job', address: '/navnenyt/type/nyt-job/' },
    person: 'Kirsten Elmholt',
    company: { name: 'Fjordbit A/S', address: '/virksomhed/fjordbit/' },
    sentences: ['Fjordbit A/S har ansat Kirsten Elmholt.'],
    facts: { role: 'datakonsulent', startDate: '2026-03-01', age: 38 },
    publishedAt: '2026-03-03T08:12:00.000Z',
    firstPublishedAt: '2026-03-03T08:12:00.000Z',
    moreFromCompany: [],
    seo: { title: 'Kirsten Elmholt', description: 'Nyt job', hideFromSearch: false },
    ...notice,
  }
}

describe('a data block', () => {
  test('cannot end its script or open a comment, whatever is written in it', () => {
    const text = dataBlock({ headline: '</script><script>alert(1)</script><!--' })
    expect(text).not.toContain('<')
    expect(JSON.parse(text)).toMatchObject({ headline: '</script><script>alert(1)</script><!--' })
  })

  test('leaves out what is unknown or empty', () => {
    expect(JSON.parse(dataBlock({ name: 'a', url: undefined, image: [] }))).toEqual({
      '@context': 'https://schema.org',
      name: 'a',
    })
  })
})

describe('the data of an article', () => {
  test('tells who wrote what when, and where it stands', () => {
    const [article, breadcrumbs] = storyData(aStory({ updatedAt: '2026-03-04T09:00:00.000Z' }), paper)
    expect(article).toMatchObject({
      '@type': 'NewsArticle',
      headline: 'Kommuner samler driften',
      url: 'https://avis.example/artikel/sky/',
      datePublished: '2026-03-03T08:12:00.000Z',
      dateModified: '2026-03-04T09:00:00.000Z',
      inLanguage: 'da-DK',
      author: [{ '@type': 'Person', name: 'Mette Winther', url: 'https://avis.example/skribent/mette-winther/' }],
      publisher: { '@type': 'NewsMediaOrganization', name: 'Avis', legalName: 'Forlaget ApS' },
    })
    expect(breadcrumbs).toMatchObject({
      itemListElement: [
        { position: 1, name: 'Offentlig it', item: 'https://avis.example/offentlig-it/' },
        { position: 2, name: 'Kommuner samler driften' },
      ],
    })
  })

  test.each([
    ['Klumme', 'OpinionNewsArticle'],
    ['Kommentar', 'OpinionNewsArticle'],
    ['Analyse', 'AnalysisNewsArticle'],
    ['Interview', 'NewsArticle'],
  ])('tells opinion from news: %s', (genre, type) => {
    expect(storyData(aStory({ genre }), paper)[0]).toMatchObject({ '@type': type })
  })

  test('says that a sponsored story is advertising, and whose', () => {
    expect(storyData(aStory({ sponsoredBy: 'Annonceindlæg fra Norrbit' }), paper)[0]).toMatchObject({
      '@type': 'AdvertiserContentArticle',
      sponsor: { name: 'Norrbit' },
    })
  })

  test('names the paper as author when nobody signed it', () => {
    expect(storyData(aStory({ authors: [] }), paper)[0]).toMatchObject({ author: { name: 'Avis' } })
  })
})

describe('the data of a notice', () => {
  test('is news about a person in a role at a company', () => {
    const [notice] = noticeData(aNotice(), paper)
    expect(notice).toMatchObject({
      '@type': 'NewsArticle',
      about: {
        '@type': 'Person',
        name: 'Kirsten Elmholt',
        worksFor: [
          {
            '@type': 'EmployeeRole',
            roleName: 'datakonsulent',
            startDate: '2026-03-01',
            worksFor: { name: 'Fjordbit A/S', url: 'https://avis.example/virksomhed/fjordbit/' },
          },
        ],
      },
    })
  })

  test('keeps age out of it', () => {
    expect(JSON.stringify(noticeData(aNotice(), paper))).not.toContain('38')
  })

  test('takes the date of a resignation as the end of the role', () => {
    const kind = { title: 'Fratrædelse', address: '/navnenyt/type/fratraedelse/' }
    const [notice] = noticeData(aNotice({ kind }), paper)
    expect(notice).toMatchObject({ about: { worksFor: [{ endDate: '2026-03-01', startDate: undefined }] } })
  })

  test('does not take a birthday for the first day in a job', () => {
    const kind = { title: 'Rund fødselsdag', address: '/navnenyt/type/rund-foedselsdag/' }
    expect(JSON.stringify(noticeData(aNotice({ kind }), paper))).not.toContain('startDate')
  })

  test('tells a finished education as a credential', () => {
    const facts = { education: 'HD i regnskab', institution: 'Aarhus Universitet' }
    expect(noticeData(aNotice({ facts }), paper)[0]).toMatchObject({
      about: { hasCredential: { name: 'HD i regnskab' }, alumniOf: { name: 'Aarhus Universitet' } },
    })
  })
})

describe('the data of an author', () => {
  test('tells who they are, what they do and for whom', () => {
    const author = { title: 'Mette Winther', address: '/skribent/mette-winther/', role: 'redaktør', stories: [] }
    const seo = { title: 'Mette Winther', description: '', hideFromSearch: false }
    expect(authorPageData({ ...author, seo }, paper)).toMatchObject([
      {
        '@type': 'ProfilePage',
        mainEntity: { name: 'Mette Winther', jobTitle: 'redaktør', worksFor: { name: 'Avis' } },
      },
    ])
  })
})

describe('the data of the front', () => {
  test('tells what the paper is called and who publishes it', () => {
    expect(paperData(paper)).toMatchObject([
      { '@type': 'WebSite', name: 'Avis', url: 'https://avis.example/' },
      { '@type': 'NewsMediaOrganization', legalName: 'Forlaget ApS', email: 'red@avis.example' },
    ])
  })
})
