import type { SanityDocumentStub } from '@sanity/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anArticle, anAuthor, aSection, siteSettings } from '../builders/documents.ts'
import { type DeskRig, deskAndLake } from '../rigs/desk-and-lake.ts'
import { runs } from '../rigs/runs.ts'

let desk: DeskRig

beforeAll(async () => {
  desk = await deskAndLake()
  const documents: SanityDocumentStub[] = [aSection(), anAuthor(), siteSettings()]
  await desk.lake.client.mutate(documents.map(({ _rev, ...document }) => ({ create: document })))
})

afterAll(async () => {
  await desk[Symbol.asyncDispose]()
})

type Step = 'import' | 'create' | 'edit' | 'publish' | 'discard' | 'unpublish' | 'delete'

/** Leads an article of this headline through steps, as the Studio does; each edit writes the next number behind it. */
async function lived(headline: string, ...steps: Step[]): Promise<string> {
  const { client } = desk.lake
  const { _rev, ...story } = anArticle({ headline })
  const publishedId = story._id
  const draftId = `drafts.${publishedId}`
  let edits = 0
  const actions = {
    create: () => ({ publishedId, attributes: { ...story, _id: draftId }, ifExists: 'fail' as const }),
    edit: () => ({ publishedId, draftId, patch: { set: { headline: `${headline} ${++edits}` } } }),
    publish: () => ({ publishedId, draftId }),
    unpublish: () => ({ publishedId, draftId }),
    discard: () => ({ draftId }),
    delete: () => ({ publishedId, includeDrafts: [] }),
  }
  for (const step of steps) {
    if (step === 'import') await client.create(story)
    // Type and fields belong together; the compiler does not follow them through the table.
    else await client.action({ actionType: `sanity.action.document.${step}`, ...actions[step]() } as never)
  }
  return publishedId
}

/** Opens an article with the history inspector beside it, on one of its tabs. */
async function openHistory(id: string, tab: 'history' | 'review', perspective?: 'published') {
  const inspector = encodeURIComponent(`,inspect=${encodeURIComponent('sanity/structure/history')}`)
  const shown = encodeURIComponent(`,changesInspectorTab=${tab}`)
  await desk.open(`articles;all;${id}${inspector}${shown}${perspective ? `?perspective=${perspective}` : ''}`)
  const pane = desk.page.getByTestId('review-changes-pane')
  return tab === 'history' ? pane.first() : pane.last()
}

/** What the timeline tells, newest first, without who and when. */
async function timeline(id: string, perspective?: 'published'): Promise<string[]> {
  const items = (await openHistory(id, 'history', perspective)).getByTestId('timeline-item-button')
  await items.first().waitFor()
  const told = /Kladde oprettet|Kladde forkastet|Redigeret|Afpubliceret|Publiceret|Oprettet|Slettet/
  return (await items.allInnerTexts()).map((text) => told.exec(text)?.[0] ?? text)
}

describe('the history of an article', () => {
  test('tells its life in drafts, with what was published and taken back', async () => {
    const id = await lived('Havnens liv', 'import', 'edit', 'edit', 'publish', 'edit', 'discard', 'unpublish', 'edit')
    expect(await timeline(id)).toEqual([
      ...['Redigeret', 'Afpubliceret', 'Kladde oprettet', 'Kladde forkastet'],
      ...['Publiceret', 'Publiceret'],
    ])
  })

  test('tells in the published perspective what readers saw', async () => {
    const id = await lived('Molens liv', 'import', 'edit', 'publish', 'edit', 'discard', 'edit')
    expect(await timeline(id, 'published')).toEqual(['Publiceret', 'Oprettet'])
  })
})

describe('reviewing changes', () => {
  const lives: [string, Step[], from: string, to: string][] = [
    ['a draft over a published article', ['create', 'publish', 'edit', 'edit'], 'Publiceret', 'Redigeret'],
    ['a draft thrown away', ['create', 'publish', 'edit', 'edit', 'discard'], 'Publiceret', 'Redigeret'],
    ['an imported article', ['import', 'edit'], 'Publiceret', 'Kladde oprettet'],
    ['a new draft', ['create', 'edit'], 'Kladde oprettet', 'Redigeret'],
    [
      'a draft after one thrown away',
      ['create', 'publish', 'edit', 'discard', 'edit'],
      'Publiceret',
      'Kladde oprettet',
    ],
    ['an article taken back', ['create', 'publish', 'unpublish', 'edit'], 'Publiceret', 'Redigeret'],
    ['an article that began anew', ['create', 'publish', 'delete', 'create', 'edit'], 'Publiceret', 'Redigeret'],
  ]
  test.each(lives.slice(0, runs(3, lives.length)))('compares %s with the right base', async (name, steps, from, to) => {
    const pane = await openHistory(await lived(name, ...steps), 'review')
    await pane.getByText('Overskrift', { exact: true }).waitFor()
    const [since, until] = await pane.getByTestId('timeline-menu-open-button').allInnerTexts()
    expect([since, until]).toEqual([expect.stringContaining(from), expect.stringContaining(to)])
    expect(await pane.getByText(/ukendt version|Webadresse|_id/).count()).toBe(0)
  })

  test('knows that nothing came before the first publication', async () => {
    const pane = await openHistory(await lived('Først', 'create', 'edit', 'publish'), 'review', 'published')
    await pane.getByText('Ingen tidligere begivenheder').waitFor()
    expect(await pane.getByText('ukendt version').count()).toBe(0)
  })
})

describe('an older revision', () => {
  test.each<[string, Step[], item: string, headline: string]>([
    ['a published one', ['create', 'edit', 'publish', 'edit', 'edit'], 'Publiceret', 'a published one 1'],
    ['the one that was imported', ['import', 'edit', 'edit'], 'Publiceret', 'the one that was imported'],
  ])('is shown, and brought back: %s', async (name, steps, item, headline) => {
    const { page, lake } = desk
    const id = await lived(name, ...steps)
    const pane = await openHistory(id, 'history')
    await pane.getByTestId('timeline-item-button').filter({ hasText: item }).first().click()
    const field = page.getByTestId('field-headline').locator('input')
    await expect.poll(() => field.inputValue()).toBe(headline)
    await page.getByTestId('action-gendan').click()
    await page.getByTestId('confirm-popover-confirm-button').click()
    await expect.poll(() => lake.client.getDocument(`drafts.${id}`).then((draft) => draft?.['headline'])).toBe(headline)
    await page.getByTestId('action-publicér').waitFor()
    expect(await field.inputValue()).toBe(headline)
  })
})

describe('a deleted article', () => {
  test('is brought back as a draft, as it last was', async () => {
    const { page, lake } = desk
    const id = await lived('Slettet ved en fejl', 'import', 'edit', 'publish', 'delete')
    await desk.open(`articles;all;${id}`)
    await page.getByRole('button', { name: 'Gendan seneste version' }).click()
    const restored = () => lake.client.getDocument(`drafts.${id}`).then((draft) => draft?.['headline'])
    await expect.poll(restored).toBe('Slettet ved en fejl 1')
  })
})

describe('the Studio in the browser', () => {
  test('reports no error, calls nobody else and asks the lake for nothing it does not know', () => {
    expect(desk.faults).toEqual([])
    expect(desk.lake.unknownPaths).toEqual([])
  })
})
