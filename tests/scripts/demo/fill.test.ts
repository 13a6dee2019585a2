import type { SanityClient } from '@sanity/client'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { demoIds } from '../../../scripts/demo/documents.ts'
import { demoPlan, fillWithDemo } from '../../../scripts/demo/fill.ts'
import { type PictureName, pictureNames } from '../../../scripts/demo/pictures.ts'
import { Problem } from '../../../scripts/terminal/problem.ts'
import { runningLake } from '../../rigs/running-lake.ts'

const now = '2026-11-23T09:00:00.000Z'
const report = () => {}

/** A small picture of one color, another for each name: the real drawings take their time, and are tested for themselves. */
function draw(name: PictureName): Promise<Buffer> {
  const background = { r: pictureNames.indexOf(name) * 6, g: 120, b: 120 }
  return sharp({ create: { width: 60, height: 40, channels: 3, background } })
    .png()
    .toBuffer()
}

/** Everything in the lake with its revision. */
const everything = (client: SanityClient) => client.fetch('*[]{_id, _rev} | order(_id)', {}, { perspective: 'raw' })

describe('filling a lake with the demo', () => {
  test('puts in every document and picture, changes nothing the second time, and never overwrites an editor', async () => {
    await using lake = await runningLake()
    const { client } = lake
    expect((await demoPlan(client)).created).toEqual(demoIds)

    const first = await fillWithDemo({ client, now, report, draw })
    expect(first).toEqual({ created: demoIds, kept: [], heldBack: [], waiting: [] })
    const there = await client.fetch(
      '{"documents": count(*[_id in $ids]), "pictures": count(*[_type == "sanity.imageAsset"])}',
      {
        ids: demoIds,
      },
    )
    expect(there).toEqual({ documents: demoIds.length, pictures: pictureNames.length })

    await client.patch('article-sluk-for-noget').set({ headline: 'Rettet af redaktionen' }).commit()
    const before = await everything(client)
    const second = await fillWithDemo({ client, now, report, draw })
    expect(second).toEqual({ created: [], kept: demoIds, heldBack: [], waiting: [] })
    expect(await everything(client)).toEqual(before)

    await client.delete('announcement-fyrvagt-bilal-rahimi')
    const third = await fillWithDemo({ client, now: '2026-10-01T00:00:00.000Z', report, draw })
    expect(third.created).toEqual(['announcement-fyrvagt-bilal-rahimi'])
    expect(third.waiting).toEqual(['announcement-fyrvagt-bilal-rahimi'])
    expect(await client.fetch('*[_id == "article-sluk-for-noget"][0].headline')).toBe('Rettet af redaktionen')
  })

  test('ends at once when it is told to, and goes on from there the next time', async () => {
    await using lake = await runningLake()
    const { client } = lake
    const ending = new AbortController()
    const slow = (name: PictureName): Promise<Buffer> => {
      if (name === pictureNames[4]) ending.abort(new Problem('told to stop'))
      return ending.signal.aborted ? new Promise(() => {}) : draw(name)
    }
    await expect(fillWithDemo({ client, now, report, draw: slow, signal: ending.signal })).rejects.toThrow(
      'told to stop',
    )
    expect(await client.fetch('count(*[_id in $ids])', { ids: demoIds })).toBe(0)
    expect((await fillWithDemo({ client, now, report, draw })).created).toEqual(demoIds)
  })
})
