import { describe, expect, test } from 'vitest'
import { isKnown, wantedSpan } from '../../../../../scripts/lake/http/media/span.ts'

describe('the part of a file that is asked for', () => {
  test.each([
    [undefined, 'all'],
    ['bytes=0-3', { first: 0, last: 3 }],
    ['bytes=2-', { first: 2, last: 9 }],
    ['bytes=-3', { first: 7, last: 9 }],
    ['bytes=-99', { first: 0, last: 9 }],
    ['bytes=4-99', { first: 4, last: 9 }],
    ['bytes=10-', 'beyond'],
    ['bytes=-0', 'beyond'],
    ['bytes=5-2', 'all'],
    ['bytes=0-1,4-5', 'all'],
    ['bytes=-', 'all'],
    ['lines=1-2', 'all'],
  ])('by %s of ten bytes is %j', (header, expected) => {
    expect(wantedSpan(header, 10)).toEqual(expected)
  })
})

describe('what a sender has already', () => {
  test('is found among the marks it tells, weak ones too', () => {
    expect(isKnown('"a", W/"b"', '"b"')).toBe(true)
    expect(isKnown('*', '"b"')).toBe(true)
    expect(isKnown('"a"', '"b"')).toBe(false)
    expect(isKnown(undefined, '"b"')).toBe(false)
  })
})
