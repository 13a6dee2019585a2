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

  test('keeps what queries may not show yet beyond a sweep, which might not find it', () => {
    const pending = pendingNews()
    const told = { id: 'a', at: '2026-03-03T12:00:00.000Z', isGone: false }
    pending.add({ kind: 'heard', ...told })
    pending.add({ kind: 'sweep' })
    expect(pending.take()).toEqual({ kind: 'sweep' })
    expect(pending.take()).toEqual({ kind: 'changes', altered: [], gone: [], heard: [told] })
    expect(pending.any()).toBe(false)
  })

  test('believes the later of two messages, whichever came first', () => {
    const pending = pendingNews()
    const later = { id: 'a', at: '2026-03-03T12:00:05.000Z', isGone: true }
    pending.add({ kind: 'heard', ...later })
    pending.add({ kind: 'heard', id: 'a', at: '2026-03-03T12:00:00.000Z', isGone: false })
    expect(pending.take()).toMatchObject({ heard: [later] })
  })

  test('becomes a sweep when it is of very many documents', () => {
    const pending = pendingNews()
    for (let n = 0; n <= 1000; n++) pending.add({ kind: 'altered', id: `story-${n}` })
    expect(pending.take()).toEqual({ kind: 'sweep' })
    for (let n = 0; n <= 1000; n++) pending.add({ kind: 'heard', id: `story-${n}`, isGone: false })
    expect(pending.take()).toEqual({ kind: 'sweep' })
    expect(pending.any()).toBe(false)
  })

  test('wakes whoever waits for it', async () => {
    const pending = pendingNews()
    const arrival = pending.arrival()
    pending.add({ kind: 'sweep' })
    await arrival
    expect(pending.any()).toBe(true)
  })
})
