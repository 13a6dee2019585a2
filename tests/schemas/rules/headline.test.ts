import { describe, expect, test } from 'vitest'
import { headlineFindings } from '#schemas/rules/headline.ts'

const levels = (headline: string | undefined) => headlineFindings(headline).map(({ level }) => level)

describe('a headline', () => {
  test.each([
    'Havnen får strøm',
    'IBM',
    'DSB og SAS',
    '»Vi er klar«: Sådan bliver havnen',
    'Hvad nu …',
    'Kan det betale sig?',
  ])('may be %s', (headline) => {
    expect(headlineFindings(headline)).toEqual([])
  })

  test('must be there', () => {
    expect(levels(undefined)).toEqual(['error'])
    expect(levels('  ')).toEqual(['error'])
  })

  test('is warned about above 110 characters and stopped above 160', () => {
    expect(levels('å'.repeat(110))).toEqual([])
    expect(levels('å'.repeat(111))).toEqual(['warning'])
    expect(levels('å'.repeat(160))).toEqual(['warning'])
    expect(levels('å'.repeat(161))).toEqual(['error'])
  })

  test('is warned about when it shouts, ends in a period or repeats its marks', () => {
    expect(levels('HAVNEN FÅR STRØM')).toEqual(['warning'])
    expect(levels('Havnen får strøm.')).toEqual(['warning'])
    expect(levels('Havnen får strøm!!')).toEqual(['warning'])
  })
})
