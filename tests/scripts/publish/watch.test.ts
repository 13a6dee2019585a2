import { describe, expect, test } from 'vitest'
import type { Order } from '../../../scripts/publish/conduct.ts'
import { nothingPublished as nothing, type Published } from '../../../scripts/publish/published.ts'
import type { Audience } from '../../../scripts/publish/reading/listener.ts'
import { type Watch, watch } from '../../../scripts/publish/watch.ts'
import { Problem } from '../../../scripts/terminal/problem.ts'
import { swiftClock } from '../../rigs/swift-clock.ts'

/** Watches a lake that the test speaks for, until the given number of publishes was tried; gives their orders. */
async function ordersOf(tries: number, lake: (audience: Audience, tried: number) => void, parts: Partial<Watch> = {}) {
  const ending = new AbortController()
  const clock = swiftClock()
  const orders: Order[] = []
  const faults: unknown[] = []
  let ears: Audience | undefined
  const work: Watch = {
    clock,
    nextDue: () => undefined,
    rest: async () => false,
    published: () => {},
    failed: (fault) => faults.push(fault),
    listen(audience) {
      ears = audience
      lake(audience, orders.length)
      return { [Symbol.dispose]() {} }
    },
    publish: async () => nothing,
    ...parts,
  }
  const publish = async (order: Order): Promise<Published> => {
    orders.push(order)
    if (orders.length === tries) ending.abort()
    if (ears) lake(ears, orders.length)
    return work.publish(order)
  }
  await watch({ ...work, publish }, ending.signal)
  return { orders, faults, clock }
}

describe('watching the lake', () => {
  test('folds a burst of news into one publish', async () => {
    const { orders } = await ordersOf(1, ({ news }, tried) => {
      if (tried === 0) for (const id of ['a', 'b', 'a']) news({ kind: 'altered', id })
    })
    expect(orders).toEqual([{ kind: 'changes', altered: ['a', 'b'], gone: [] }])
  })

  test('publishes what came while it was publishing afterwards, in one go', async () => {
    const { orders } = await ordersOf(2, ({ news }, tried) => {
      if (tried === 0) news({ kind: 'sweep' })
      if (tried === 1) for (const id of ['c', 'd']) news({ kind: 'gone', id })
    })
    expect(orders).toEqual([{ kind: 'sweep' }, { kind: 'changes', altered: [], gone: ['c', 'd'] }])
  })

  test('does what reaches far a little at a time, and what is new before the rest of it', async () => {
    let later = 3
    const publish = async (order: Order) => ({ ...nothing, later: order.kind === 'sweep' ? later : --later })
    const { orders } = await ordersOf(
      5,
      ({ news }, tried) => {
        if (tried === 0) news({ kind: 'sweep' })
        if (tried === 2) news({ kind: 'altered', id: 'a' })
        if (tried === 4) news({ kind: 'altered', id: 'b' })
      },
      { publish },
    )
    const hourAlone = { kind: 'changes', altered: [], gone: [] }
    expect(orders).toEqual([
      { kind: 'sweep' },
      hourAlone,
      { ...hourAlone, altered: ['a'] },
      hourAlone,
      { ...hourAlone, altered: ['b'] },
    ])
  })

  test('sweeps when the lake did not give a document that it said was altered', async () => {
    const publish = async (order: Order) => ({ ...nothing, missing: order.kind === 'changes' ? ['a'] : [] })
    const hear = ({ news }: Audience, tried: number) => tried === 0 && news({ kind: 'altered', id: 'a' })
    const { orders } = await ordersOf(2, hear, { publish })
    expect(orders.map(({ kind }) => kind)).toEqual(['changes', 'sweep'])
  })

  test('publishes by itself when a document is due, also on a machine that slept', async () => {
    const due = '2026-03-03T14:30:00.000Z'
    let waiting: string | undefined = due
    const publish = async () => {
      waiting = undefined
      return nothing
    }
    const { orders, clock } = await ordersOf(1, () => {}, { nextDue: () => waiting, publish })
    expect(orders).toEqual([{ kind: 'changes', altered: [], gone: [] }])
    expect(clock.now() >= due).toBe(true)
    expect(Math.max(...clock.waits)).toBeLessThanOrEqual(20_000)
  })

  test('asks for everything once a day, though nobody told it to', async () => {
    const { orders, clock } = await ordersOf(2, () => {})
    expect(orders.at(-1)).toEqual({ kind: 'sweep' })
    expect(clock.elapsed()).toBeGreaterThan(24 * 60 * 60 * 1000)
  })

  test('tells of a failure, waits, and then sweeps', async () => {
    let tried = 0
    const publish = async () => {
      if (tried++ === 0) throw new Problem('The lake cannot be reached')
      return nothing
    }
    const hear = ({ news }: Audience, soFar: number) => soFar === 0 && news({ kind: 'altered', id: 'a' })
    const { orders, faults, clock } = await ordersOf(2, hear, { publish })
    expect(faults).toEqual([new Problem('The lake cannot be reached')])
    expect(orders.map(({ kind }) => kind)).toEqual(['changes', 'sweep'])
    expect(clock.waits).toContain(5000)
  })

  test('listens again after the lake has refused to tell, and says so once', async () => {
    let refusals = 0
    const { faults } = await ordersOf(1, ({ news, refused }, tried) => {
      if (tried > 0) return
      if (refusals++ < 2) refused(new Problem('no'))
      else news({ kind: 'sweep' })
    })
    expect(faults).toEqual([new Problem('no')])
  })
})
