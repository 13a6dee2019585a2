import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { earlierSlugsOf, slugFor, slugOf } from '#schemas/slug.ts'

describe('the slug for a text', () => {
  test.each([
    ['Størst på åen: Æblegrød', 'stoerst-paa-aaen-aeblegroed'],
    ['Norrbits iPhone-app fra OpenAI', 'norrbits-iphone-app-fra-openai'],
    ['Norrbit A/S', 'norrbit-as'],
    ['C# & F# på 50 %', 'c-sharp-og-f-sharp-paa-50-procent'],
    ['a\u030Aben', 'aaben'],
    ['日本', ''],
    ['\u0000»…«', ''],
  ])('%j is %j', (text, slug) => {
    expect(slugFor(text)).toBe(slug)
  })

  test('is cut between words', () => {
    expect(slugFor('overskrift '.repeat(20))).toBe(
      'overskrift-overskrift-overskrift-overskrift-overskrift-overskrift-overskrift-overskrift',
    )
    expect(slugFor('o'.repeat(200))).toHaveLength(96)
  })

  test('is empty, or a slug that an article can have', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const slug = slugFor(text)
        expect(slug === '' || slugOf('article').safeParse({ current: slug }).success).toBe(true)
        expect(slugFor(slug)).toBe(slug)
      }),
    )
  })
})

describe('earlier slugs', () => {
  test('are read without those that could not be addresses, each once', () => {
    const read = earlierSlugsOf('section').parse(['gammel', '../etc', 'gammel', 'navnenyt', 'ældre', 'endnu-aeldre'])
    expect(read).toEqual(['gammel', 'endnu-aeldre'])
  })
})
