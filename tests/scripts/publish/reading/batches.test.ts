import { describe, expect, test } from 'vitest'
import { type Batch, inBatches, inOrderOfReferences } from '../../../../scripts/publish/reading/batches.ts'
import type { RawDocument } from '../../../../scripts/publish/reading/lake-reader.ts'

const aHead = (_type: string, _id: string, _createdAt = '2026-03-01T08:00:00Z') => ({
  ...{ _type, _id, _createdAt, _rev: '1', _updatedAt: _createdAt },
})

const named = (count: number) => Array.from({ length: count }, (_, n) => `story-${n}`)

function aDocument(_id: string, characters = 100): RawDocument {
  return { _id, _rev: '1', _type: 'article', body: 'x'.repeat(characters) }
}

async function batchesOf(ids: string[], document = (id: string) => aDocument(id)): Promise<Batch[]> {
  return Array.fromAsync(inBatches(ids, async (asked) => asked.map(document)))
}

describe('documents taken in', () => {
  test('come in the order of references: what others name first, and stories from the oldest', () => {
    const heads = [
      aHead('frontPage', 'front'),
      aHead('article', 'second', '2026-03-02T08:00:00Z'),
      aHead('jobAnnouncement', 'notice'),
      aHead('article', 'first'),
      aHead('sanity.imageAsset', 'image-a'),
      aHead('author', 'ida'),
      aHead('section', 'erhverv'),
      aHead('siteSettings', 'siteSettings'),
    ]
    expect(inOrderOfReferences(heads)).toEqual(
      ['siteSettings', 'erhverv', 'ida', 'image-a', 'notice', 'first', 'second', 'front'], // biome-ignore format: one line reads as an order
    )
  })

  test('come all, and each once', async () => {
    const ids = named(1234)
    const batches = await batchesOf(ids)
    expect(batches.flatMap(({ asked }) => asked)).toEqual(ids)
    expect(batches.flatMap(({ documents }) => documents.map(({ _id }) => _id))).toEqual(ids)
  })

  test('come in smaller batches when they are heavy, so that two batches are never much', async () => {
    const batches = await batchesOf(named(300), (id) => aDocument(id, 1_000_000))
    const sizes = batches.map(({ documents }) => documents.length)
    expect(Math.max(...sizes.slice(2))).toBeLessThanOrEqual(5)
    const light = await batchesOf(named(2000))
    expect(Math.max(...light.map(({ documents }) => documents.length))).toBe(400)
  })

  test('are asked for while the ones before are used', async () => {
    let asked = 0
    const batches = inBatches(named(200), async (ids) => {
      asked++
      return ids.map((id) => aDocument(id))
    })
    await batches.next()
    expect(asked).toBe(2)
    await batches.return()
  })

  test('leave no fault behind when nobody takes the rest', async () => {
    let asked = 0
    const batches = inBatches(named(200), async (ids) => {
      if (asked++ > 0) throw new Error('the line broke')
      return ids.map((id) => aDocument(id))
    })
    await batches.next()
    await batches.return()
  })

  test('leave out what the site has no type for, as if it had not been asked for', async () => {
    const document = (id: string): RawDocument => ({ ...aDocument(id), ...(id === 'story-1' && { _type: 'poem' }) })
    const [batch] = await batchesOf(named(3), document)
    expect(batch?.asked).toEqual(['story-0', 'story-2'])
    expect(batch?.documents.map(({ _id }) => _id)).toEqual(['story-0', 'story-2'])
  })
})
