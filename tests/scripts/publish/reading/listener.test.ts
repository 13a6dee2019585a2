import { describe, expect, test } from 'vitest'
import { lakeClient } from '../../../../scripts/publish/lake-client.ts'
import { listenTo, type News } from '../../../../scripts/publish/reading/listener.ts'
import type { Problem } from '../../../../scripts/terminal/problem.ts'
import { anArticle, anAuthor, aSection } from '../../../builders/documents.ts'
import { runningLake } from '../../../rigs/running-lake.ts'

/** Whoever listens to a lake, and what they have heard. */
function anEar() {
  const heard: (News | Problem)[] = []
  return {
    heard,
    news: (news: News) => void heard.push(news),
    lost: (problem: Problem) => void heard.push(problem),
    refused: (problem: Problem) => void heard.push(problem),
  }
}

describe('listening to a lake', () => {
  test('begins with a sweep, and then tells of what is published and taken back, but of no draft', async () => {
    await using lake = await runningLake()
    const ear = anEar()
    using _ears = listenTo(lakeClient({ kind: 'embedded', url: lake.url, token: lake.token }), 'the lake', ear)
    await expect.poll(() => ear.heard).toEqual([{ kind: 'sweep' }])
    const published = [aSection(), anAuthor(), anArticle({ _id: 'story' })]
    for (const document of [anArticle({ _id: 'drafts.story' }), ...published])
      await lake.client.create<object>(document)
    await lake.client.delete('story')
    const ids = published.map(({ _id }) => ({ kind: 'altered', id: _id }))
    await expect.poll(() => ear.heard).toEqual([{ kind: 'sweep' }, ...ids, { kind: 'gone', id: 'story' }])
  })

  test('says once that the lake is gone, however long that lasts', async () => {
    const lake = await runningLake()
    const ear = anEar()
    using _ears = listenTo(lakeClient({ kind: 'embedded', url: lake.url, token: lake.token }), 'the lake', ear)
    await expect.poll(() => ear.heard).toHaveLength(1)
    await lake[Symbol.asyncDispose]()
    await expect
      .poll(() => ear.heard.map(String), { timeout: 10_000 })
      .toEqual(['[object Object]', 'Problem: Lost touch with the lake; it is listened to again as soon as it answers'])
  })

  test('says that the lake refuses the token', async () => {
    await using lake = await runningLake()
    const ear = anEar()
    using _ears = listenTo(lakeClient({ kind: 'embedded', url: lake.url, token: 'wrong' }), 'the lake', ear)
    await expect
      .poll(() => String(ear.heard[0]), { timeout: 10_000 })
      .toMatch(/^Problem: Cannot listen to the lake: .+; it is tried again soon$/)
  })
})
