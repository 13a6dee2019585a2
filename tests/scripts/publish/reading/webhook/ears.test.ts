import { describe, expect, test } from 'vitest'
import type { News } from '../../../../../scripts/publish/reading/listener.ts'
import { webhookEars } from '../../../../../scripts/publish/reading/webhook/ears.ts'
import { Problem } from '../../../../../scripts/terminal/problem.ts'
import { swiftClock } from '../../../../rigs/swift-clock.ts'
import { webhookTo } from '../../../../rigs/webhook-sender.ts'

const { now } = swiftClock()
const secret = 'kun-sanity-og-avisen-kender-den'
const sent = { secret, signedAt: now() }

describe('ears for webhooks', () => {
  test('tell of a message that came while nobody heard it, and then of each', async () => {
    await using ears = await webhookEars({ port: 0, secret, now })
    const heard: News[] = []
    expect(await webhookTo(ears.url, '{"_id": "early"}', sent)).toEqual([202, 'Passed on.'])
    ears.tell((news) => heard.push(news))
    ears.tell((news) => heard.push(news))
    await webhookTo(ears.url, '{"_id": "later"}', sent)
    expect(heard).toEqual([{ kind: 'sweep' }, { kind: 'heard', id: 'later', isGone: false }])
  })

  test('end with a sentence when their port is taken', async () => {
    await using ears = await webhookEars({ port: 0, secret, now })
    const port = Number(new URL(ears.url).port)
    await expect(webhookEars({ port, secret, now })).rejects.toEqual(
      new Problem(`Could not serve on port ${port} of 127.0.0.1: another program uses it; give --webhook a free port`),
    )
  })

  test('no longer answer once they are disposed of', async () => {
    const ears = await webhookEars({ port: 0, secret, now })
    await ears[Symbol.asyncDispose]()
    await expect(webhookTo(ears.url, '{}', sent)).rejects.toThrow('fetch failed')
  })
})
