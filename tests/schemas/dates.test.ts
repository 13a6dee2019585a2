import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  asDate,
  dayOf,
  endOfDay,
  momentSeenAt,
  monthOf,
  monthTitle,
  readableDate,
  readableTime,
  shortTime,
  startOfDay,
} from '#schemas/dates.ts'

const zones = ['UTC', 'Europe/Copenhagen', 'America/Los_Angeles', 'Pacific/Kiritimati']

describe.each(zones)('dates, read on a machine in %s', (zone) => {
  beforeEach(() => void vi.stubEnv('TZ', zone))
  afterEach(() => void vi.unstubAllEnvs())

  test('are read on a machine that really is there', () => {
    expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone)
  })

  test('are written as Danes write them, in Danish time', () => {
    expect(readableTime('2026-03-03T08:12:00.000Z')).toBe('3. marts 2026 kl. 9.12')
    expect(readableTime('2026-07-03T08:05:00.000Z')).toBe('3. juli 2026 kl. 10.05')
    expect(shortTime('2026-11-22T08:05:00.000Z')).toBe('22. nov. 2026 kl. 9.05')
    expect(readableDate('2026-03-03T23:30:00.000Z')).toBe('4. marts 2026')
  })

  test('are as short as the reader’s own day and year allow', () => {
    const now = '2026-12-30T22:30:00.000Z'
    expect(momentSeenAt(now, '2026-12-30T05:00:00.000Z')).toBe('kl. 06.00')
    expect(momentSeenAt(now, '2026-12-30T23:30:00.000Z')).toBe('31. december kl. 00.30')
    expect(momentSeenAt(now, '2026-12-31T23:30:00.000Z')).toBe('1. januar 2027 kl. 00.30')
  })

  test('leave a day that has no clock where it is', () => {
    expect(readableDate('2026-03-03')).toBe('3. marts 2026')
    expect(monthTitle('2026', '03')).toBe('marts 2026')
    expect(monthTitle('2026', '12')).toBe('december 2026')
  })

  test('know the night when clocks go forward', () => {
    expect(readableTime('2026-03-29T00:59:00.000Z')).toBe('29. marts 2026 kl. 1.59')
    expect(readableTime('2026-03-29T01:00:00.000Z')).toBe('29. marts 2026 kl. 3.00')
    expect(startOfDay('2026-03-29T21:30:00.000Z')).toBe('2026-03-28T23:00:00.000Z')
    expect(endOfDay('2026-03-29T00:30:00.000Z')).toBe('2026-03-29T21:59:59.999Z')
  })

  test('know the night when clocks go back', () => {
    expect(readableTime('2026-10-25T00:30:00.000Z')).toBe('25. oktober 2026 kl. 2.30')
    expect(readableTime('2026-10-25T01:30:00.000Z')).toBe('25. oktober 2026 kl. 2.30')
    expect(startOfDay('2026-10-25T22:30:00.000Z')).toBe('2026-10-24T22:00:00.000Z')
    expect(endOfDay('2026-10-25T00:30:00.000Z')).toBe('2026-10-25T22:59:59.999Z')
  })

  test('begin the year at midnight in Copenhagen', () => {
    expect(monthOf('2026-12-31T22:59:59.999Z')).toEqual({ year: '2026', month: '12' })
    expect(monthOf('2026-12-31T23:00:00.000Z')).toEqual({ year: '2027', month: '01' })
    expect(dayOf('2026-12-31T23:00:00.000Z')).toBe('2027-01-01')
    expect(endOfDay('2026-12-31T22:59:59.999Z')).toBe('2026-12-31T22:59:59.999Z')
  })

  test('stand for the same moment as a Date', () => {
    expect(asDate('2026-03-03T08:12:00.000Z').getTime()).toBe(Date.UTC(2026, 2, 3, 8, 12))
  })
})
