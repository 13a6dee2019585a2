import type { SanityDocumentStub } from '@sanity/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCompany, aJobAnnouncement, anArticle, anAuthor, aSection, siteSettings } from '../builders/documents.ts'
import { type DeskRig, deskAndLake } from '../rigs/desk-and-lake.ts'
import { openStudio } from '../rigs/studio-desk.ts'

const later = '2099-03-03T08:12:00.000Z'

const documents: SanityDocumentStub[] = [
  aSection(),
  anAuthor(),
  aCompany(),
  anArticle(),
  anArticle({ headline: 'Ny kaj på vej', publishedAt: later, firstPublishedAt: later }),
  anArticle({ headline: 'Bro fra et program', publishedAt: later, firstPublishedAt: undefined }),
  { ...anArticle({ headline: 'Fyret, udkast', publishedAt: later, firstPublishedAt: undefined }), _id: 'drafts.fyret' },
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
    await list.getByText('Bro fra et program').waitFor()
    expect(await list.getByText(/Havnen i Esbjerg|Fyret/).count()).toBe(0)
  })

  test('shows as drafts what is not published yet', async () => {
    await desk.open('articles;drafts')
    const list = desk.page.getByTestId('document-list-pane')
    await list.getByText('Fyret, udkast').waitFor()
    expect(await list.getByText(/Havnen i Esbjerg|på vej|program/).count()).toBe(0)
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
      'Notits',
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

describe('a time of publication', () => {
  test('is asked for as Danes write it, in Danish time', async () => {
    await desk.open('articles;all;article-ny-kaj-paa-vej')
    await desk.page.getByRole('tab', { name: 'Udgivelse' }).click()
    const input = desk.page.getByTestId('field-publishedAt').locator('input').first()
    expect(await input.inputValue()).toBe('03.03.2099 09.12')
    await input.fill('01.12.2098 08.30')
    await input.press('Enter')
    await expect.poll(() => inDraft('article-ny-kaj-paa-vej', 'publishedAt')).toBe('2098-12-01T07:30:00.000Z')
  })
})

describe('publishing', () => {
  test('leaves no time in a draft that turns out to have a fault', async () => {
    const { _rev, publishedAt, firstPublishedAt, ...written } = anArticle({ headline: 'Kranen er standset' })
    await desk.lake.client.create({ ...written, _id: `drafts.${written._id}` })
    await desk.open(`articles;all;${written._id}`)
    const publish = desk.page.getByTestId('action-publicér')
    await publish.and(desk.page.locator(':enabled:not([data-disabled="true"])')).waitFor()
    await desk.page.getByTestId('field-headline').locator('input').fill('')
    await desk.page.keyboard.press('Control+Alt+P')
    await publish.and(desk.page.locator(':disabled, [data-disabled="true"]')).waitFor()
    await expect.poll(() => inDraft(written._id, 'headline')).toBeFalsy()
    expect(await inDraft(written._id, 'firstPublishedAt')).toBeUndefined()
  })
})

describe('unpublishing', () => {
  test('remembers the address that readers knew, and takes the story off the list of today', async () => {
    const today = new Date().toISOString()
    const { _rev, ...story } = anArticle({ headline: 'Molen er åben', publishedAt: today, firstPublishedAt: today })
    await desk.lake.client.create(story)
    const list = desk.page.getByTestId('document-list-pane')
    await desk.open('articles;today')
    await list.getByText('Molen er åben').waitFor()

    const studio = await openStudio(desk.page, desk.lake.url)
    await studio.openDocument(`articles;today;${story._id}`)
    await studio.unpublish()
    expect(await inDraft(story._id, 'earlierSlugs')).toEqual(['molen-er-aaben'])
    await list.getByText('Molen er åben').waitFor({ state: 'detached' })
  })
})

describe('running text', () => {
  test('has the cursor back when a style was chosen from its menu', async () => {
    await desk.open('articles;all;article-ny-kaj-paa-vej')
    await desk.page.getByTestId('field-body').getByRole('textbox').click()
    await desk.page.keyboard.press('ControlOrMeta+End')
    await desk.page.keyboard.press('Enter')
    await desk.page.locator('#block-style-select').last().click()
    await desk.page.getByRole('menuitem', { name: 'Mellemrubrik', exact: true }).click()
    await expect.poll(() => desk.page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('textbox')
    await desk.page.keyboard.type('Kajens fremtid')
    await expect
      .poll(() => inDraft('article-ny-kaj-paa-vej', 'body'), { timeout: 10_000 })
      .toContainEqual(
        expect.objectContaining({ style: 'h2', children: [expect.objectContaining({ text: 'Kajens fremtid' })] }),
      )
  })
})

describe('the Studio in the browser', () => {
  test('reports no error, calls nobody else and keeps its security policy', () => {
    expect(desk.faults).toEqual([])
  })
})

/** A field of a document's draft, as the lake holds it. */
async function inDraft(id: string, field: string): Promise<unknown> {
  const draft = await desk.lake.client.getDocument<Record<string, unknown>>(`drafts.${id}`)
  return draft?.[field]
}
