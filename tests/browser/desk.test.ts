import type { SanityDocumentStub } from '@sanity/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCompany, aJobAnnouncement, anArticle, anAuthor, aSection, siteSettings } from '../builders/documents.ts'
import { type DeskRig, deskAndLake } from '../rigs/desk-and-lake.ts'

const later = '2099-03-03T08:12:00.000Z'

const documents: SanityDocumentStub[] = [
  aSection(),
  anAuthor(),
  aCompany(),
  anArticle(),
  anArticle({ headline: 'Ny kaj på vej', publishedAt: later, firstPublishedAt: later }),
  aJobAnnouncement(),
  aJobAnnouncement({ person: 'Ole Krog', kind: 'Pris', role: undefined }),
  siteSettings(),
]

let desk: DeskRig

beforeAll(async () => {
  desk = await deskAndLake()
  const { client } = desk.lake
  await client.mutate(documents.map(({ _rev, ...document }) => ({ create: document })))
})

afterAll(async () => {
  await desk[Symbol.asyncDispose]()
})

describe('the desk', () => {
  test('bears the name of the paper', async () => {
    await desk.open('')
    await desk.page.getByRole('button', { name: 'Kajen' }).first().waitFor()
  })

  test('shows as scheduled what is published and waits for its hour', async () => {
    await desk.open('articles;scheduled')
    const list = desk.page.getByTestId('document-list-pane')
    await list.getByText('Ny kaj på vej').waitFor()
    expect(await list.getByText('Havnen i Esbjerg').count()).toBe(0)
  })

  test('shows the articles of a section, and puts a new one into it', async () => {
    await desk.open('articles;by-section;section-erhverv')
    await desk.page.getByTestId('document-list-pane').getByText('Ny kaj på vej').waitFor()
    await desk.page.getByTestId('action-intent-button').last().click()
    await desk.page.getByRole('tab', { name: 'Placering' }).click()
    await desk.page.getByTestId('form-view').getByText('Erhverv', { exact: true }).waitFor()
  })

  test('lists notices by what they tell', async () => {
    await desk.open('notices;all')
    await desk.page.getByText('Mette Holm bliver Data Consultant hos Norrbit').waitFor()
    await desk.page.getByText('Ole Krog').first().waitFor()
  })

  test('offers neither a second front page nor a copy or removal of the settings', async () => {
    await desk.open('siteSettings')
    await desk.page.getByTestId('action-publicér').waitFor()
    expect(await desk.page.getByTestId('action-menu-button').count()).toBe(0)
    await desk.page.getByTestId('new-document-button').click()
    const offered = desk.page.getByTestId(/^create-new-/)
    await offered.first().waitFor()
    expect((await offered.allInnerTexts()).toSorted()).toEqual([
      'Artikel',
      'Emne',
      'Fast side',
      'Navnenyt',
      'Sektion',
      'Skribent',
      'Virksomhed',
    ])
  })
})

describe('the kind of a notice', () => {
  test('is shown though the desk does not know it', async () => {
    await desk.open('notices;all;notice-ole-krog')
    expect(await desk.page.getByTestId('field-kind').getByRole('combobox').inputValue()).toBe('Anden …')
    expect(await desk.page.getByLabel('Typen med egne ord').inputValue()).toBe('Pris')
  })

  test('is chosen from those the desk knows', async () => {
    await desk.open('notices;all;notice-ole-krog')
    await desk.page.getByTestId('field-kind').getByRole('combobox').selectOption('Hæder')
    await expect
      .poll(() => desk.lake.client.fetch('*[_id == "drafts.notice-ole-krog"][0].kind', {}, { perspective: 'raw' }))
      .toBe('Hæder')
  })
})

describe('the Studio in the browser', () => {
  test('reports no error, calls nobody else and keeps its security policy', () => {
    expect(desk.faults).toEqual([])
  })
})
