import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isStoredDocument } from '../../../scripts/lake/document.ts'
import { evaluated, parsed } from '../../../scripts/lake/groq/engine.ts'
import { narrowed } from '../../../scripts/lake/groq/planner.ts'
import { nodesIn } from '../../../scripts/lake/groq/syntax.ts'
import type { Perspective, StoredDocument } from '../../../scripts/lake/lake.ts'
import { layersOf } from '../../../scripts/lake/perspectives.ts'
import { referencesIn } from '../../../scripts/lake/references.ts'
import { View } from '../../../scripts/lake/views/view.ts'
import { runs } from '../../rigs/runs.ts'
import { temporaryLake } from './temporary-lake.ts'

const id = fc.constantFrom('a', 'b', 'c', 'drafts.a', 'drafts.d', 'versions.rX.b', 'author-1', 'author-2', 'nobody')
const type = fc.constantFrom('article', 'author', 'page')
const text = (value: unknown) => JSON.stringify(value)

const term = fc.oneof(
  id.map((value) => `_id == ${text(value)}`),
  id.map((value) => `${text(value)} == @._id`),
  fc.array(id, { maxLength: 3 }).map((values) => `_id in ${text(values)}`),
  fc
    .constantFrom('drafts.**', 'versions.**', 'versions.rX.*', '*', 'a')
    .map((pattern) => `_id in path(${text(pattern)})`),
  type.map((value) => `_type == ${text(value)}`),
  fc.array(type, { maxLength: 2 }).map((values) => `_type in ${text(values)}`),
  fc.array(id, { minLength: 1, maxLength: 2 }).map((values) => `references(${values.map(text).join()})`),
  id.map((value) => `references([${text(value)}])`),
  id.map((value) => `sanity::versionOf(${text(value)})`),
  fc.constant('sanity::partOfRelease("rX")'),
  fc.constantFrom(
    '_id == null',
    '_type == headline',
    'references(author._ref)',
    'defined(author)',
    'headline match "Nyt*"',
    'count(*[_type == "author"]) > 1',
    '_id == "a" + ""',
  ),
)
const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    term,
    fc
      .tuple(tie('condition'), fc.constantFrom('&&', '||'), tie('condition'))
      .map(([left, op, right]) => `(${left} ${op} ${right})`),
    tie('condition').map((inner) => `!(${inner})`),
  ),
}))
const query = fc.tuple(condition, condition, fc.constantFrom(0, 1, 2, 3)).map(([first, second, form]) => {
  const plain = `*[${first}]`
  return (
    [
      plain,
      `${plain}[${second}]`,
      `${plain}{_id, "inner": *[${second}]._id} | order(_type desc)`,
      `[*[${first}]._id, count(*[${second}])]`,
    ][form] ?? plain
  )
})
const perspective = fc.constantFrom<Perspective>('raw', 'published', 'drafts', ['rX', 'drafts'])

const reference = (_ref: string) => ({ author: { _type: 'reference', _ref, _weak: true } })
const documents = [
  { _id: 'a', _type: 'article', headline: 'Nyt job', ...reference('author-1') },
  { _id: 'drafts.a', _type: 'article', headline: 'Nyt fra kladden', ...reference('author-2') },
  { _id: 'b', _type: 'article', headline: 'article', list: [reference('a'), reference('author-1')] },
  { _id: 'versions.rX.b', _type: 'page', headline: 'Version', ...reference('nobody') },
  { _id: 'c', _type: 'page' },
  { _id: 'drafts.d', _type: 'author', name: 'Dines' },
  { _id: 'author-1', _type: 'author', name: 'Anna' },
  { _id: 'author-2', _type: 'author', name: 'Bo' },
]

/** The answer found the long way: every condition tried on every document. */
function byLookingThroughAll(stored: readonly StoredDocument[], source: string, seen: Perspective): unknown {
  const view = new View(new Map(stored.map((document) => [document._id, document])), layersOf(seen))
  const tree = parsed(source, {})
  if (!tree.ok) throw new Error(tree.description)
  const world = {
    documents: view.all.list,
    dereference: () => null,
    now: '2026-03-03T12:00:00.000Z',
    identity: '',
    projectId: 'p',
    dataset: 'd',
  }
  const outcome = evaluated(tree.tree, world)
  if (!outcome.ok) throw new Error(outcome.description)
  return outcome.value
}

describe('the planner', () => {
  test('never changes an answer', async () => {
    using lake = temporaryLake()
    lake.written(...documents.map((create) => ({ create })))
    const stored = [...lake.exported()]
    await fc.assert(
      fc.asyncProperty(query, perspective, async (source, seen) => {
        expect(await lake.found(source, {}, seen)).toEqual(byLookingThroughAll(stored, source, seen))
      }),
      { numRuns: runs(600, 20_000) },
    )
  })

  test.each([
    ['*[_id == "a"]', 'raw', ['a']],
    ['*[_type == "author" && name match "A*"]', 'raw', ['author-1', 'author-2', 'drafts.d']],
    ['*[name == "x" && _id in ["b", "nobody", "b"]]', 'raw', ['b']],
    ['*[sanity::versionOf("b")]', 'raw', ['b', 'versions.rX.b']],
    ['*[references("author-1")]', 'raw', ['a', 'b']],
    ['*[references("author-2")]', 'drafts', ['a']],
    ['*[_id in path("versions.**")]', 'raw', ['versions.rX.b']],
    ['*[_id == "c" || references("nobody")]', 'raw', ['c', 'versions.rX.b']],
    ['*[_type == "page"] | order(name) [0...1]', 'published', ['c']],
    ['*[name == "Anna"]', 'raw', undefined],
    ['*[_id == "c" || name == "Anna"]', 'raw', undefined],
    ['*[_id == name]', 'raw', undefined],
  ] as const)('%s in %s looks only through %j', (source, seen, wanted) => {
    using lake = temporaryLake()
    lake.written(...documents.map((create) => ({ create })))
    expect(lookedThrough([...lake.exported()], source, seen)).toEqual(wanted)
  })
})

/** The ids of the documents that the query’s filter is put over; undefined when it is all of them. */
function lookedThrough(stored: readonly StoredDocument[], source: string, seen: Perspective): string[] | undefined {
  const view = new View(new Map(stored.map((document) => [document._id, document])), layersOf(seen))
  const tree = parsed(source, {})
  if (!tree.ok) throw new Error(tree.description)
  const idsReferringTo = (targets: readonly string[]) =>
    stored
      .filter((document) => referencesIn(document).some(({ target }) => targets.includes(target)))
      .map(({ _id }) => _id)
  for (const node of nodesIn(narrowed(tree.tree, { view, idsReferringTo, textHits: () => undefined }))) {
    if (node.type === 'Value' && Array.isArray(node.value) && isStoredDocument(node.value[0]))
      return node.value.map(({ _id }) => _id)
  }
  return undefined
}
