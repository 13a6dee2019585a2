import { describe, expect, test } from 'vitest'
import { pendingNews } from '../../../../scripts/publish/reading/pending.ts'

describe('news that waits', () => {
  test('becomes one order, in which the last word on each document counts', () => {
    const pending = pendingNews()
    pending.add({ kind: 'altered', id: 'a' })
    pending.add({ kind: 'altered', id: 'b' })
    pending.add({ kind: 'gone', id: 'a' })
    expect(pending.take()).toEqual({ kind: 'changes', altered: ['b'], gone: ['a'] })
    expect(pending.any()).toBe(false)
  })

  test('becomes a sweep when changes may have been missed', () => {
    const pending = pendingNews()
    pending.add({ kind: 'altered', id: 'a' })
    pending.add({ kind: 'sweep' })
    expect(pending.take()).toEqual({ kind: 'sweep' })
    expect(pending.take()).toEqual({ kind: 'changes', altered: [], gone: [] })
  })

  test('wakes whoever waits for it', async () => {
    const pending = pendingNews()
    const arrival = pending.arrival()
    pending.add({ kind: 'sweep' })
    await arrival
    expect(pending.any()).toBe(true)
  })
})
