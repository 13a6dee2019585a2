import type { SanityClient } from '@sanity/client'
import { describe, expect, test } from 'vitest'
import { type LakeRig, lakeClient, runningLake } from '../../../rigs/running-lake.ts'
import { runs } from '../../../rigs/runs.ts'

const patches = runs(100, 500)

type Name = 'anna' | 'bo'
const names: readonly Name[] = ['anna', 'bo']

function editorsOf({ url, token }: LakeRig): Record<Name, SanityClient> {
  return { anna: lakeClient(url, token), bo: lakeClient(url, token) }
}

/** How the client tells that a patch was refused. */
const revisionDiffers = {
  status: 'rejected',
  reason: {
    statusCode: 409,
    response: { body: { error: { items: [{ error: { type: 'documentRevisionIDDoesNotMatchError' } }] } } },
  },
}

describe('two editors who patch the same revision at once', () => {
  test('one of them wins it; the other is told 409, and nothing of theirs is written', async () => {
    await using lake = await runningLake()
    const editors = editorsOf(lake)
    const won: Record<Name, number> = { anna: 0, bo: 0 }
    let { _rev: revision } = await lake.client.create({ _id: 'story', _type: 'page', by: '', at: 0, ...won })
    for (let at = 1; at <= patches; at++) {
      // Neither is always the first to be sent.
      const order = at % 2 === 0 ? names : names.toReversed()
      const sent = order.map((by) => {
        return editors[by]
          .patch('story')
          .ifRevisionId(revision)
          .set({ by, at })
          .inc({ [by]: 1 })
          .commit()
      })
      const outcomes = await Promise.allSettled(sent)
      const winner = outcomes.findIndex(({ status }) => status === 'fulfilled')
      expect(outcomes[1 - winner]).toMatchObject(revisionDiffers)
      const by = order[winner] ?? 'anna'
      won[by] += 1
      const story = await lake.client.getDocument('story')
      expect(story).toMatchObject({ by, at, ...won })
      expect(outcomes[winner]).toMatchObject({ value: { _rev: story?._rev } })
      revision = story?._rev ?? ''
    }
    expect(won.anna + won.bo).toBe(patches)
  })

  test('who read again and try again lose nothing', async () => {
    await using lake = await runningLake()
    await lake.client.create({ _id: 'story', _type: 'page', lines: [] })
    await Promise.all(
      Object.entries(editorsOf(lake)).map(async ([name, editor]) => {
        for (let at = 0; at < patches / 2; at++) await appended(editor, `${name} ${at}`)
      }),
    )
    const lines: string[] = await lake.client.fetch('*[_id == "story"][0].lines')
    for (const name of names) {
      const own = Array.from({ length: patches / 2 }, (_, at) => `${name} ${at}`)
      expect(lines.filter((line) => line.startsWith(name))).toEqual(own)
    }
    expect(lines).toHaveLength(patches)
  })
})

describe('two editors who count at once', () => {
  test('come to the exact sum, without knowing of each other', async () => {
    await using lake = await runningLake()
    await lake.client.create({ _id: 'counter', _type: 'counter', count: 0, left: patches * 2 })
    await Promise.all(
      Object.values(editorsOf(lake)).map(async (editor) => {
        for (let at = 0; at < patches; at += 4) {
          const batch = Array.from({ length: 4 }, () =>
            editor.patch('counter').inc({ count: 1 }).dec({ left: 1 }).commit(),
          )
          await Promise.all(batch)
        }
      }),
    )
    expect(await lake.client.getDocument('counter')).toMatchObject({ count: patches * 2, left: 0 })
  })
})

/** Writes the whole list anew, as an editor without array patches would: it is the revision alone that keeps the others' lines. */
async function appended(editor: SanityClient, line: string): Promise<void> {
  for (;;) {
    const story = await editor.getDocument<{ lines: string[] }>('story')
    const lines = [...(story?.lines ?? []), line]
    try {
      const patch = editor.patch('story').ifRevisionId(story?._rev ?? '')
      await patch.set({ lines }).commit()
      return
    } catch (fault) {
      if (!(fault instanceof Error && 'statusCode' in fault && fault.statusCode === 409)) throw fault
    }
  }
}
