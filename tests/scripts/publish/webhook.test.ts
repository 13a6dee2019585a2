import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Order } from '../../../scripts/publish/conduct.ts'
import { nothingPublished } from '../../../scripts/publish/published.ts'
import { webhookEars } from '../../../scripts/publish/reading/webhook/ears.ts'
import { watch } from '../../../scripts/publish/watch.ts'
import { type Clock, machineClock } from '../../../scripts/terminal/clock.ts'
import { anArticle, anAuthor, aSection } from '../../builders/documents.ts'
import { type LakeRig, runningLake } from '../../rigs/running-lake.ts'
import { contentOf, following } from '../../rigs/syncing.ts'
import { webhookTo } from '../../rigs/webhook-sender.ts'

const secret = 'kun-sanity-og-avisen-kender-den'
const signedAt = '2026-03-03T12:00:00.000Z'

describe('a press that is told by webhooks alone', () => {
  let lake: LakeRig
  beforeAll(async () => {
    lake = await runningLake()
    await put(aSection(), anAuthor(), anArticle({ _id: 'old', headline: 'Gammel historie' }))
  })
  afterAll(() => lake[Symbol.asyncDispose]())

  async function put(...documents: { _id: string; _type: string }[]): Promise<void> {
    const transaction = lake.client.transaction()
    for (const document of documents) transaction.createOrReplace(document)
    await transaction.commit({ visibility: 'sync' })
  }

  test('publishes ten messages that come at once together, and then holds what the lake has', async () => {
    using edition = following(lake)
    await edition.sweep()
    await using ears = await webhookEars({ port: 0, secret, now: () => signedAt })
    const sent = Promise.withResolvers<void>()
    const orders: Order[] = []
    const published = Promise.withResolvers<void>()
    const ending = new AbortController()
    const press = watch(
      {
        clock: folding(sent.promise),
        async publish(order) {
          orders.push(order)
          return {
            ...nothingPublished,
            ...(order.kind === 'sweep' ? await edition.sweep() : await edition.take(order)),
          }
        },
        nextDue: () => undefined,
        rest: async () => false,
        listen(audience) {
          ears.tell(audience.news)
          return { [Symbol.dispose]() {} }
        },
        published: () => published.resolve(),
        failed: published.reject,
      },
      ending.signal,
    )
    const stories = Array.from({ length: 9 }, (_, n) => anArticle({ _id: `story-${n}`, headline: `Historie ${n}` }))
    await put(...stories)
    await lake.client.delete('old')
    const told = [...stories.map(({ _id }) => ({ _id, operation: 'create' })), { _id: 'old', operation: 'delete' }]
    const answers = await Promise.all(
      told.map(({ _id, operation }) =>
        webhookTo(ears.url, JSON.stringify({ _id, _type: 'article' }), {
          ...{ secret, signedAt, headers: { 'sanity-operation': operation, 'idempotency-key': _id } },
        }),
      ),
    )
    expect(new Set(answers.map(([state]) => state))).toEqual(new Set([202]))
    sent.resolve()
    await published.promise
    ending.abort()
    await press
    expect(orders).toHaveLength(1)
    using fresh = following(lake)
    await fresh.sweep()
    const now = edition.clock.now()
    expect(contentOf(edition.edition, now)).toEqual(contentOf(fresh.edition, now))
  })
})

/** A clock on which the moment in which a burst is folded lasts until the burst is over. */
function folding(over: Promise<void>): Clock {
  const clock = machineClock({ now: () => signedAt, chance: () => 0.5 })
  return { ...clock, wait: (milliseconds, signal) => (milliseconds === 10 ? over : clock.wait(milliseconds, signal)) }
}
