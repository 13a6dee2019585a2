import { describe, expect, test } from 'vitest'
import { bylineFindings, selfReferenceFindings, sponsorFindings } from '#schemas/rules/article.ts'
import { embargoFindings } from '#schemas/rules/embargo.ts'

describe('an article', () => {
  test('is signed by somebody', () => {
    expect(bylineFindings({ genre: 'nyhed', authors: [] })).toMatchObject([{ level: 'warning' }])
    expect(bylineFindings({ genre: 'nyhed', authors: [{ _ref: 'a' }] })).toEqual([])
  })

  test('needs no byline when it is a list of names or paid for', () => {
    expect(bylineFindings({ genre: 'navne', authors: [] })).toEqual([])
    expect(bylineFindings({ genre: 'nyhed', authors: [], sponsoredBy: 'Annonceindlæg fra Norrbit' })).toEqual([])
  })

  test('does not offer itself to read, as draft or as published', () => {
    expect(selfReferenceFindings('drafts.a', [{ _ref: 'a' }])).toMatchObject([{ level: 'error' }])
    expect(selfReferenceFindings('versions.r1.a', [{ _ref: 'a' }])).toMatchObject([{ level: 'error' }])
    expect(selfReferenceFindings('a', [{ _ref: 'b' }])).toEqual([])
    expect(selfReferenceFindings('a', undefined)).toEqual([])
  })

  test('that is paid for says the word', () => {
    expect(sponsorFindings('I samarbejde med Norrbit')).toMatchObject([{ level: 'error' }])
    expect(sponsorFindings('Annonceindlæg fra Norrbit')).toEqual([])
    expect(sponsorFindings(undefined)).toEqual([])
  })

  test('that waits for its time says until when', () => {
    expect(embargoFindings('2026-03-03T08:12:00.000Z', '2026-03-01T00:00:00.000Z')).toMatchInlineSnapshot(`
      [
        {
          "level": "note",
          "sentence": "Læserne ser historien fra 3. marts 2026 kl. 9.12, også selv om den publiceres før.",
        },
      ]
    `)
    expect(embargoFindings('2026-03-03T08:12:00.000Z', '2026-03-03T08:12:00.000Z')).toEqual([])
  })
})
