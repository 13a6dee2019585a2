import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Instant } from '#schemas/instant.ts'

describe('an instant', () => {
  test.each([
    ['2026-03-03T08:12:00Z', '2026-03-03T08:12:00.000Z'],
    ['2026-03-03T09:12:00+01:00', '2026-03-03T08:12:00.000Z'],
    ['2026-03-03T08:12:00.123456Z', '2026-03-03T08:12:00.123Z'],
    ['2026-01-01T00:30:00+02:00', '2025-12-31T22:30:00.000Z'],
  ])('%s is read as %s', (written, read) => {
    expect(Instant.parse(written)).toBe(read)
  })

  test.each([
    '',
    'i går',
    '2026-03-03',
    '2026-02-30T08:12:00Z',
    '2026-03-03T08:12:00',
    '0000-01-01T00:00:00+01:00',
    1772525520000,
  ])('is not made of %j', (written) => {
    expect(Instant.safeParse(written).success).toBe(false)
  })

  test('sorts as text in the order of time', () => {
    const moment = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-30'), noInvalidDate: true })
    fc.assert(
      fc.property(moment, moment, (a, b) => {
        const [textA, textB] = [Instant.parse(a.toISOString()), Instant.parse(b.toISOString())]
        expect(Math.sign(textA < textB ? -1 : textA > textB ? 1 : 0)).toBe(Math.sign(a.getTime() - b.getTime()))
      }),
    )
  })
})
