import { describe, expect, test } from 'vitest'
import { patiently, pauseAskedFor, type Try } from '../../../../scripts/publish/reading/patience.ts'
import { Problem } from '../../../../scripts/terminal/problem.ts'
import { swiftClock } from '../../../rigs/swift-clock.ts'

const now = '2026-03-03T12:00:00.000Z'

describe('the pause that Retry-After asks for', () => {
  test.each([
    ['seconds', '7', 7000],
    ['seconds with space around', ' 0 ', 0],
    ['a date', 'Tue, 03 Mar 2026 12:00:20 GMT', 20_000],
    ['a date that is over', 'Tue, 03 Mar 2026 11:00:00 GMT', 0],
    ['nothing', '', undefined],
    ['no header', undefined, undefined],
    ['what is neither', 'soon', undefined],
    ['a number that no header may hold', '-1.5', undefined],
  ])('is read from %s', (_name, header, pause) => {
    expect(pauseAskedFor(header, now)).toBe(pause)
  })
})

describe('a stubborn errand', () => {
  const failing: Try<never> = { ok: false, again: true, why: 'it is busy' }

  test('ends in a sentence at its deadline, with the tries it took', async () => {
    const clock = swiftClock(now)
    const errand = { what: 'read documents', clock, deadline: 10_000, attempt: async () => failing }
    await expect(patiently(errand)).rejects.toEqual(
      new Problem(
        'Could not read documents: it is busy (tried 7 times in 6 s); what readers see is unchanged, so try again when the lake answers',
      ),
    )
  })

  test('gives each try less than all the time there is', async () => {
    const limits: AbortSignal[] = []
    const attempt = async (limit: AbortSignal): Promise<Try<string>> => {
      limits.push(limit)
      if (limits.length === 2) return { ok: true, value: 'here' }
      const late = Promise.withResolvers<void>()
      limit.addEventListener('abort', () => late.resolve())
      await late.promise
      return failing
    }
    const errand = { what: 'read documents', clock: swiftClock(now), deadline: 10_000, each: 20, attempt }
    expect(await patiently(errand)).toBe('here')
    expect(limits.map(({ aborted }) => aborted)).toEqual([true, false])
  })

  test('ends at once, in the words of who ends it', async () => {
    const ending = new AbortController()
    const attempt = async (): Promise<Try<never>> => {
      ending.abort(new Problem('told to stop'))
      return failing
    }
    const errand = { what: 'read documents', clock: swiftClock(now), signal: ending.signal, attempt }
    await expect(patiently(errand)).rejects.toEqual(new Problem('told to stop'))
  })
})
