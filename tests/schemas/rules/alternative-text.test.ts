import { describe, expect, test } from 'vitest'
import { alternativeTextFindings } from '#schemas/rules/alternative-text.ts'

const levels = (alt: string | undefined) => alternativeTextFindings(alt).map(({ level }) => level)

describe('an alternative text', () => {
  test('may say what one sees', () => {
    expect(alternativeTextFindings('Containere på kajen i morgenlys')).toEqual([])
  })

  test('must be there', () => {
    expect(levels(undefined)).toEqual(['error'])
    expect(levels(' ')).toEqual(['error'])
  })

  test.each(['havn.jpg', 'IMG_1234', 'dsc 0042', 'forside-2.WEBP'])('is not %s, the name of a file', (alt) => {
    expect(levels(alt)).toEqual(['error'])
  })

  test('does not begin with »Billede af«', () => {
    expect(levels('Billede af en havn')).toEqual(['warning'])
    expect(levels('Et foto, der hang i havnen')).toEqual([])
  })

  test('is a sentence, not a story', () => {
    expect(levels('å'.repeat(201))).toEqual(['warning'])
  })
})
