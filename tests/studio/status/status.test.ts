import { describe, expect, test } from 'vitest'
import type { BuildRecord } from '#schemas/build-record.ts'
import { type Site, statusOf } from '../../../studio/status/status.ts'
import { anArticle, anAuthor, aSection } from '../../builders/documents.ts'

const written = '2026-03-03T08:12:00.000Z'
const made = '2026-03-03T08:12:01.000Z'
const now = '2026-03-03T08:12:02.000Z'
const later = '2026-03-03T09:00:00.000Z'

const story = (overrides: Record<string, unknown> = {}) => anArticle({ _id: 'a', _updatedAt: written, ...overrides })
const says = (overrides: Partial<BuildRecord> = {}): Site => ({
  state: 'answers',
  record: {
    ...{ publishedAt: made, number: 7, upTo: written, addresses: 12, documents: { article: 1 } },
    ...{ leftOut: [], failed: [], unreadable: 0, ...overrides },
  },
})

type Asked = Partial<Omit<Parameters<typeof statusOf>[0], 'published' | 'draft'>> & {
  published?: ReturnType<typeof stored> | null
  draft?: ReturnType<typeof stored>
}
const stored = (document: { _id: string; _rev: string; _updatedAt: string }) => document

/** What the desk says of a story that the lake wrote when the story says so. */
function asked({ published = story(), draft, ...question }: Asked = {}) {
  const written = published ? { revision: published._rev, at: published._updatedAt } : undefined
  return statusOf({ published, draft: draft ?? null, written, site: says(), now, ...question })
}
const label = (question: Parameters<typeof asked>[0]) => asked(question)?.label

describe('what the desk says of a document', () => {
  test('is nothing while nobody has published it', () => {
    expect(asked({ published: null, draft: story() })).toBeUndefined()
  })

  test('is that it is out, once the site is made of this version', () => {
    expect(asked()).toEqual({ kind: 'out', label: 'Ude på sitet', sentence: 'Læserne ser denne version.' })
  })

  test('is the same for documents without an hour, such as sections and authors', () => {
    expect(label({ published: anAuthor({ _updatedAt: written }) })).toBe('Ude på sitet')
    expect(label({ published: aSection({ _updatedAt: later }) })).toBe('På vej ud')
  })

  test('is that it was edited since, while a draft lies beside it', () => {
    expect(label({ draft: story({ headline: 'Ny overskrift' }) })).toBe('Ude på sitet, ændret siden')
  })

  test('is that it is on its way, until the site has this version', () => {
    expect(label({ site: says({ upTo: '2026-03-03T08:11:59.000Z' }) })).toBe('På vej ud')
    expect(label({ site: says({ upTo: undefined }) })).toBe('På vej ud')
    expect(label({ site: { state: 'answers', record: undefined } })).toBe('På vej ud')
  })

  test('is that it is late after a minute, and what to do', () => {
    const status = asked({ site: says({ upTo: '2026-03-03T08:11:59.000Z' }), now: later })
    expect(status).toMatchObject({ kind: 'late', label: 'Ikke på sitet endnu' })
    expect(status?.sentence).toContain('npm start')
  })

  test('is nothing until the lake has said when the version was written, and then nothing old', () => {
    expect(asked({ written: undefined })).toBeUndefined()
    expect(label({ written: { revision: 'the one before', at: written } })).toBe('På vej ud')
  })

  test('is nothing while it is not known whether there is a site', () => {
    expect(asked({ site: { state: 'unknown' } })).toBeUndefined()
  })

  test('is that the site does not answer, and that the text is safe', () => {
    const status = asked({ site: { state: 'silent' } })
    expect(status).toMatchObject({ kind: 'silent', label: 'Sitet svarer ikke' })
    expect(status?.sentence).toContain('Teksten er gemt.')
  })
})

describe('a document that waits for its hour', () => {
  const at = (publishedAt: string) => ({ published: story({ publishedAt }) })

  test.each([
    ['2026-03-03T17:00:00.000Z', 'Venter på kl. 18.00'],
    ['2026-03-04T05:00:00.000Z', 'Venter på 4. marts kl. 06.00'],
    ['2026-03-29T01:30:00.000Z', 'Venter på 29. marts kl. 03.30'],
    ['2027-01-01T05:00:00.000Z', 'Venter på 1. januar 2027 kl. 06.00'],
  ])('due at %s says »%s«, in Danish time', (publishedAt, expected) => {
    expect(label(at(publishedAt))).toBe(expected)
  })

  test('says so too when nobody knows of a site', () => {
    expect(label({ ...at('2026-03-03T17:00:00.000Z'), site: { state: 'unknown' } })).toBe('Venter på kl. 18.00')
  })

  test('is on its way when its hour has come and the site has not noticed', () => {
    const due = { ...at('2026-03-03T08:12:01.500Z'), site: says() }
    expect(label(due)).toBe('På vej ud')
    expect(label({ ...due, site: says({ publishedAt: '2026-03-03T08:12:01.500Z' }) })).toBe('Ude på sitet')
  })

  test('is out when the site says so, though the editor’s clock is slow', () => {
    expect(label({ ...at('2026-03-03T08:12:10.000Z'), site: says({ publishedAt: '2026-03-03T08:12:10.000Z' }) })).toBe(
      'Ude på sitet',
    )
  })

  test('says what stands in its way', () => {
    const waiting = at('2026-03-03T17:00:00.000Z')
    expect(asked({ ...waiting, site: { state: 'silent' } })?.sentence).toContain('sitet svarer ikke')
    expect(asked({ ...waiting, site: says({ heldAt: made }) })?.sentence).toContain('sat tilbage')
  })
})

describe('a document that readers must do without', () => {
  test('is told what is missing, in the words of its form', () => {
    expect(asked({ published: story({ headline: '', _id: 'a' }) })).toMatchObject({
      kind: 'refused',
      label: 'Kunne ikke udgives',
      sentence: expect.stringMatching(/^Kunne ikke udgives: .*Overskrift.* mangler/),
    })
  })

  test('is told that its section is not there', () => {
    const status = asked({ site: says({ leftOut: [{ id: 'a', reason: 'no-section' }] }) })
    expect(status).toEqual({
      kind: 'refused',
      label: 'Kunne ikke udgives',
      sentence:
        'Kunne ikke udgives: Sektionen er ikke på sitet. Udgiv sektionen, eller vælg en anden, og publicér igen.',
    })
  })

  test('is told which address another has', () => {
    const site = says({ leftOut: [{ id: 'a', reason: 'address-taken' }] })
    expect(asked({ published: story({ slug: { current: 'stroem' } }), site })?.sentence).toContain('/artikel/stroem/')
  })

  test('is told that its page could not be made', () => {
    const site = says({ failed: ['/artikel/stroem/'] })
    const status = asked({ published: story({ slug: { current: 'stroem' } }), site })
    expect(status?.sentence).toMatch(/^Kunne ikke udgives: Siden kunne ikke laves/)
    expect(label({ site })).toBe('Ude på sitet')
  })

  test('is not told what was wrong with an earlier version', () => {
    const site = says({ upTo: '2026-03-03T08:11:59.000Z', leftOut: [{ id: 'a', reason: 'no-section' }] })
    expect(label({ site })).toBe('På vej ud')
  })
})

describe('a story that was taken back', () => {
  const withdrawn = story({ withdrawal: { withdrawnAt: written, reason: 'Forkert' } })

  test('says so, and how it comes out again', () => {
    expect(asked({ published: withdrawn })).toMatchObject({ kind: 'withdrawn', label: 'Trukket tilbage' })
  })

  test('says so as well when the site cannot be asked', () => {
    expect(label({ published: withdrawn, site: { state: 'silent' } })).toBe('Trukket tilbage')
  })

  test('says that readers still see it, until the site has noticed', () => {
    const site = says({ upTo: '2026-03-03T08:11:59.000Z' })
    expect(asked({ published: withdrawn, site })).toMatchObject({ kind: 'coming', label: 'Trækkes tilbage' })
  })
})

describe('a site that was put back', () => {
  test('holds up what is newer, and says who ends it', () => {
    const status = asked({ site: says({ heldAt: now, upTo: '2026-03-03T08:11:59.000Z' }) })
    expect(status).toMatchObject({ kind: 'held', label: 'Sitet er sat tilbage' })
    expect(status?.sentence).toContain('3. marts 2026 kl. 9.12')
    expect(status?.sentence).toContain('npx notits publish')
  })

  test('still shows what is older', () => {
    expect(label({ site: says({ heldAt: now }) })).toBe('Ude på sitet')
  })
})
