import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Batch, batchesOf } from '../../../scripts/archive/import/documents/batches.ts'
import type { DocumentNote } from '../../../scripts/archive/import/documents/document-note.ts'
import { runs } from '../../rigs/runs.ts'

function aNote(id: string, strong: string[] = [], length = 10): DocumentNote {
  return { id, type: 'page', line: 1, offset: 0, length, strong, assets: [], lacksKeys: false, holdsUnreadable: false }
}

const size = { bytes: 100, documents: 4, circle: 60 }

const idsIn = (batches: readonly Batch[]): string[][] => batches.map(({ notes }) => notes.map(({ id }) => id))

describe('the batches of an import', () => {
  test('have what is referred to before what refers to it', () => {
    const notes = [aNote('article', ['author', 'section']), aNote('author', ['section']), aNote('section')]
    expect(idsIn(batchesOf(notes, size))).toEqual([['section', 'author', 'article']])
  })

  test('keep within a number of documents and of bytes', () => {
    const notes = [aNote('a'), aNote('b'), aNote('c'), aNote('d'), aNote('e'), aNote('f', [], 95), aNote('g', [], 300)]
    expect(idsIn(batchesOf(notes, size))).toEqual([['a', 'b', 'c', 'd'], ['e'], ['f'], ['g']])
  })

  test('hold a small circle in one transaction, and tell of a large one', () => {
    const small = [aNote('a', ['b']), aNote('b', ['a'])]
    const large = [aNote('c', ['d'], 40), aNote('d', ['c', 'a'], 40), aNote('e', ['d'])]
    expect(batchesOf([...large, ...small], size)).toMatchObject([
      { notes: [{ id: 'a' }, { id: 'b' }], circle: false, after: [] },
      { notes: [{}, {}], circle: true, after: [0] },
      { notes: [{ id: 'e' }], circle: false, after: [1] },
    ])
  })

  test('take a chain of a hundred thousand without losing their breath', () => {
    const chain = Array.from({ length: 100_000 }, (_, n) => aNote(`${n}`, [`${n + 1}`]))
    expect(batchesOf(chain, size)).toHaveLength(25_000)
  })

  test('hold every document once, and wait for whatever they refer to, for any references', () => {
    const graph = fc.array(fc.array(fc.nat(14), { maxLength: 4 }), { minLength: 1, maxLength: 15 })
    const property = fc.property(graph, (targets) => {
      const notes = targets.map((strong, n) => aNote(`${n}`, strong.map(String), 7 + n))
      const batches = batchesOf(notes, size)
      expect(idsIn(batches).flat().toSorted()).toEqual(notes.map(({ id }) => id).toSorted())
      const batchOf = new Map(idsIn(batches).flatMap((ids, index) => ids.map((id) => [id, index] as const)))
      for (const [index, { notes: members, after }] of batches.entries()) {
        expect(after.every((earlier) => earlier < index)).toBe(true)
        const needed = members.flatMap(({ strong }) => strong.map((id) => batchOf.get(id) ?? index))
        expect(needed.every((earlier) => earlier === index || after.includes(earlier))).toBe(true)
      }
    })
    fc.assert(property, { numRuns: runs(300, 20_000) })
  })
})
