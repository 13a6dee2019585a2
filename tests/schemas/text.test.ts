import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanLine, cleanProse, cleanText } from '#schemas/text.ts'

// XML 1.0 §2.2, the characters a document may hold.
const xmlCharacters = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
)

describe('cleaning a text', () => {
  test('takes out control characters, noncharacters and lone surrogates', () => {
    expect(cleanText('a\u0000b\u0008c\u001Fd\uFFFEe\uD800f\uDC00g\u0085')).toBe('abcdefg')
  })

  test('takes out the marks that turn the direction of what follows', () => {
    expect(cleanText('a\u202Eb\u2066c\u2069d')).toBe('abcd')
  })

  test('keeps what people write', () => {
    const written = 'Rødgrød & »fløde«\ttil 1.000 kr. – 🚢 日本\nÅbo'
    expect(cleanText(written)).toBe(written)
  })

  test('writes å as one character however it was typed', () => {
    expect(cleanText('a\u030Ar')).toBe('år')
  })

  test('leaves only what XML 1.0 allows, and nothing more to clean', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const clean = cleanText(text)
        expect(clean).toMatch(xmlCharacters)
        expect(clean.isWellFormed()).toBe(true)
        expect(cleanText(clean)).toBe(clean)
      }),
    )
  })
})

describe('cleaning a line', () => {
  test('makes every run of white space one space', () => {
    expect(cleanLine('  Ny\u00A0fabrik \n i\tViborg ')).toBe('Ny fabrik i Viborg')
  })
})

describe('cleaning prose', () => {
  test('keeps the line breaks, written one way', () => {
    expect(cleanProse('\r\nFørste\r\nAnden\rTredje\u2028Fjerde\n ')).toBe('Første\nAnden\nTredje\nFjerde')
  })
})
