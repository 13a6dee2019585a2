import { describe, expect, test } from 'vitest'
import { slugFault } from '#schemas/rules/slug.ts'

describe('a slug', () => {
  test.each(['havnen', 'c-sharp', '5g', '2026-bliver-aaret'])('may be %s', (slug) => {
    expect(slugFault('article', slug)).toBeUndefined()
    expect(slugFault('section', slug)).toBeUndefined()
  })

  test.each([
    '../../etc',
    '.',
    '..',
    '\u0000',
    'CON',
    'index.html',
    'rss.xml',
    'å',
    'a--b',
    '-a',
    'a-',
    'a/b',
    'a b',
    '%2e',
  ])('may not be %j', (slug) => {
    expect(slugFault('article', slug)).toContain('små bogstaver')
  })

  test('may not be a name that Windows keeps for a device', () => {
    expect(slugFault('article', 'con')).toContain('selv bruger')
  })

  test('may not be longer than 128 characters', () => {
    expect(slugFault('article', 'a'.repeat(129))).toMatchInlineSnapshot(`"er på 129 tegn; forkort den til højst 128"`)
  })

  test('of a section or a standing page may not be a word the site uses, nor a year', () => {
    for (const word of ['artikel', 'navnenyt', 'virksomhed', 'emne', 'skribent', 'rss', 'soeg', 'billeder', '2026']) {
      expect(slugFault('section', word)).toBeDefined()
      expect(slugFault('page', word)).toBeDefined()
      expect(slugFault('topic', word)).toBeUndefined()
    }
  })

  test('of a notice may not stand in the way of the archive', () => {
    expect(slugFault('jobAnnouncement', 'type')).toMatchInlineSnapshot(
      `"kan ikke være »type«, som siden selv bruger; vælg et andet ord"`,
    )
    expect(slugFault('jobAnnouncement', '2026')).toMatchInlineSnapshot(
      `"kan ikke være »2026«, for årstal bruges til arkivet; vælg et andet ord"`,
    )
  })
})
