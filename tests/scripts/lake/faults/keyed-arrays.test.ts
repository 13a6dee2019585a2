import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lakeClient, runningLake } from '../../../rigs/running-lake.ts'
import { runs } from '../../../rigs/runs.ts'
import { temporaryLake } from '../temporary-lake.ts'

type Block = { _key: string; _type: 'block'; children: { _key: string; _type: 'span'; text: string }[] }
type Patch = Record<string, unknown>

const block = (_key: string, text: string): Block => ({
  _key,
  _type: 'block',
  children: [{ _key: 's', _type: 'span', text }],
})

const body = [block('k1', 'første'), block('k2', 'andet'), block('k3', 'tredje')]

/** How one editor rewrites block k1: the text set anew, or what was typed at its end, as the Studio sends it. */
const rewriting = fc.array(fc.record({ text: fc.string({ maxLength: 12 }), typed: fc.boolean() }), { maxLength: 6 })

/** What another editor inserts, each time after a block that stands by then: the number picks one. */
const inserting = fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 6 })

/** Whose turn it is; the one who has nothing left passes. */
const turns = fc.array(fc.boolean(), { minLength: 12, maxLength: 12 })

function rewrites(edits: readonly { text: string; typed: boolean }[]): { patches: Patch[]; text: string } {
  const path = 'body[_key=="k1"].children[_key=="s"].text'
  let text = 'første'
  const patches = edits.map((edit) => {
    const before = text
    text = edit.typed ? before + edit.text : edit.text
    const added = edit.typed && edit.text !== ''
    return added ? { diffMatchPatch: { [path]: appending(before, edit.text) } } : { set: { [path]: text } }
  })
  return { patches, text }
}

/** A patch in diff-match-patch's own text form (https://github.com/google/diff-match-patch/wiki/Unidiff). */
function appending(before: string, added: string): string {
  const context = before.slice(-4)
  const start = before.length - context.length
  const length = context.length + added.length
  const side = (size: number) => (size === 0 ? `${start},0` : size === 1 ? `${start + 1}` : `${start + 1},${size}`)
  const lines = [...(context === '' ? [] : [` ${encodeURI(context)}`]), `+${encodeURI(added)}`]
  return `@@ -${side(context.length)} +${side(length)} @@\n${lines.join('\n')}\n`
}

function inserts(places: readonly number[]): { patches: Patch[]; keys: string[] } {
  const keys = ['k1', 'k2', 'k3']
  const patches = places.map((place, at) => {
    const after = keys[1 + (place % (keys.length - 1))] ?? 'k2'
    const key = `new${at}`
    keys.splice(keys.indexOf(after) + 1, 0, key)
    return { insert: { after: `body[_key=="${after}"]`, items: [block(key, `indsat ${at}`)] } }
  })
  return { patches, keys }
}

function interleaved(left: readonly Patch[], right: readonly Patch[], order: readonly boolean[]): Patch[] {
  const [first, second] = [[...left], [...right]]
  const taken = order.flatMap((isLeft): Patch[] => (isLeft ? first : second).splice(0, 1))
  return [...taken, ...first, ...second]
}

describe('concurrent edits of an array with keys', () => {
  test('come out the same in whatever order they arrive: both are there, and no key twice', () => {
    using lake = temporaryLake()
    let id = 0
    fc.assert(
      fc.property(rewriting, inserting, turns, (edits, places, order) => {
        const _id = `story${++id}`
        lake.written({ create: { _id, _type: 'article', body } })
        const { patches: ofA, text } = rewrites(edits)
        const { patches: ofB, keys } = inserts(places)
        for (const patch of interleaved(ofA, ofB, order)) lake.written({ patch: { id: _id, ...patch } })
        const after = bodyOf(lake.stored(_id))
        expect(after.map(({ _key }) => _key)).toEqual(keys)
        expect(after[0]).toEqual(block('k1', text))
        for (const [at] of places.entries()) expect(after).toContainEqual(block(`new${at}`, `indsat ${at}`))
      }),
      { numRuns: runs(50, 2000) },
    )
  })

  test('merge when one editor rewrites block k1 while the other inserts after k2, through two clients at once', async () => {
    await using lake = await runningLake()
    const [anna, bo] = [lakeClient(lake.url, lake.token), lakeClient(lake.url, lake.token)]
    await lake.client.create({ _id: 'story', _type: 'article', body })
    const rounds = Array.from({ length: 10 }, (_, at) => at)
    await Promise.all([
      ...rounds.map((at) =>
        anna
          .patch('story')
          .set({ 'body[_key=="k1"].children[0].text': `rettet ${at}` })
          .commit(),
      ),
      ...rounds.map((at) =>
        bo
          .patch('story')
          .insert('after', 'body[_key=="k2"]', [block(`n${at}`, 'ny')])
          .commit(),
      ),
    ])
    const after = bodyOf(await lake.client.getDocument('story'))
    expect(after[0]?.children[0]?.text).toMatch(/^rettet \d$/)
    expect(after.map(({ _key }) => _key).sort()).toEqual(['k1', 'k2', 'k3', ...rounds.map((at) => `n${at}`)])
    expect([after[1]?._key, after.at(-1)?._key]).toEqual(['k2', 'k3'])
  })

  test('leave the other blocks alone when one editor removes the block that the other writes in or after', () => {
    using lake = temporaryLake()
    lake.written({ create: { _id: 'story', _type: 'article', body } })
    lake.written({ patch: { id: 'story', unset: ['body[_key=="k2"]'] } })
    lake.written({ patch: { id: 'story', set: { 'body[_key=="k2"].children[0].text': 'for sent' } } })
    lake.written({ patch: { id: 'story', insert: { after: 'body[_key=="k2"]', items: [block('k4', 'ny')] } } })
    expect(bodyOf(lake.stored('story'))).toEqual([body[0], body[2]])
  })
})

function bodyOf(document: { [field: string]: unknown } | undefined): Block[] {
  const found: unknown = document?.['body']
  if (!Array.isArray(found)) throw new Error('The document has no body')
  return found
}
