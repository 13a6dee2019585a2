import { describe, expect, test } from 'vitest'
import { waitingDrafts } from '../../../../scripts/publish/pictures/waiting-drafts.ts'

describe('drafts that wait to be looked at', () => {
  test('come newest first, each once, and those found later come last', () => {
    const drafts = waitingDrafts()
    for (const id of ['a', 'b', 'a']) drafts.add(id)
    drafts.addOlder(['c', 'b', 'd'])
    expect(Array.from({ length: 5 }, drafts.newest)).toEqual(['a', 'b', 'c', 'd', undefined])
  })

  test('are forgotten when they are gone, and the oldest when they are too many', () => {
    const drafts = waitingDrafts(2)
    for (const id of ['a', 'b', 'c']) drafts.add(id)
    drafts.forget('c')
    expect([drafts.newest(), drafts.newest()]).toEqual(['b', undefined])
  })

  test('are waited for until one comes, or nobody wants to wait any longer', async () => {
    const drafts = waitingDrafts()
    const ending = new AbortController()
    const first = drafts.arrival(ending.signal)
    drafts.add('a')
    await first
    drafts.newest()
    const second = drafts.arrival(ending.signal)
    ending.abort()
    await second
    expect(drafts.newest()).toBeUndefined()
  })
})
