import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { idIn, publishedIdOf } from '../../../scripts/lake/document.ts'
import { evaluated, parsed } from '../../../scripts/lake/groq/engine.ts'
import { Parser } from '../../../scripts/lake/groq/parsing.ts'
import { Queries } from '../../../scripts/lake/groq/queries.ts'
import type { Perspective, StoredDocument } from '../../../scripts/lake/lake.ts'
import { layersOf } from '../../../scripts/lake/perspectives.ts'
import { atomically } from '../../../scripts/lake/store/atomic.ts'
import { type Costs, usualCosts } from '../../../scripts/lake/store/costs.ts'
import { Store } from '../../../scripts/lake/store/store.ts'
import { runs } from '../../rigs/runs.ts'

const surroundings = { projectId: 'p', dataset: 'd', clock: () => '2026-03-03T12:00:00.000Z' }

/** Each leads the finder other ways: whatever is dear is avoided. */
const temperaments: Record<string, Costs> = {
  'as usual': usualCosts,
  'documents are dear': { document: 1e9, row: 1, key: 0 },
  'rows are dear': { document: 1, row: 1e9, key: 0 },
  'keys are dear': { document: 1, row: 1, key: 1e9 },
}

const id = fc.constantFrom('a', 'b', 'c', 'drafts.a', 'drafts.d', 'versions.rX.b', 'author-1', 'author-2', 'nobody')
const type = fc.constantFrom('article', 'author', 'page')
const text = (value: unknown) => JSON.stringify(value)
const scalar = fc.constantFrom<unknown>(
  1,
  2,
  -3.5,
  0,
  true,
  false,
  null,
  'x',
  'X',
  'ab',
  'æble',
  '2026-03-03T09:00:00Z',
  '2026-03-03T09:30:00+01:00',
  '2026-02-30T00:00:00Z',
  'Æble',
  '\u{1f600}',
  '\uffff',
)
const attribute = fc.constantFrom(
  'rank',
  'slug.current',
  'label',
  'lower(label)',
  'dateTime(label)',
  'long',
  'author._ref',
  'nothing',
  '@.rank',
)

const term = fc.oneof(
  id.map((value) => `_id == ${text(value)}`),
  id.map((value) => `${text(value)} == @._id`),
  fc.array(id, { maxLength: 3 }).map((values) => `_id in ${text(values)}`),
  fc
    .constantFrom('drafts.**', 'versions.**', 'versions.rX.*', '*', 'a', 'a**')
    .map((pattern) => `_id in path(${text(pattern)})`),
  type.map((value) => `_type == ${text(value)}`),
  fc.array(type, { maxLength: 2 }).map((values) => `_type in ${text(values)}`),
  fc.array(id, { minLength: 1, maxLength: 2 }).map((values) => `references(${values.map(text).join()})`),
  id.map((value) => `references([${text(value)}])`),
  id.map((value) => `sanity::versionOf(${text(value)})`),
  fc.tuple(attribute, scalar).map(([name, value]) => `${name} == ${text(value)}`),
  fc.tuple(attribute, fc.array(scalar, { maxLength: 3 })).map(([name, values]) => `${name} in ${text(values)}`),
  fc
    .tuple(attribute, fc.constantFrom('<', '>', '<=', '>='), scalar)
    .map((parts) => parts.map((part, at) => (at === 2 ? text(part) : part)).join(' ')),
  fc.constant('sanity::partOfRelease("rX")'),
  fc.constantFrom(
    'true',
    'coalesce(_originalId, _id) in path("drafts.**")',
    '!(coalesce(_originalId, _id) in path("versions.**"))',
    '_id == null',
    '_type == label',
    'references(author._ref)',
    '_type != "page"',
    'rank != 2',
    'rank != label',
    'defined(author)',
    'label match "x*"',
    'label match "ÆBLE"',
    'label match ["x", "a*"]',
    'lower(label) match "æb*"',
    'slug.current match "x"',
    'label match "a."',
    'label match "*b"',
    'count(*[_type == "author"]) > 1',
    '_id == "a" + ""',
    'author->name == "Anna"',
    '_id in *[defined(author)].author._ref',
    'pt::text(body) match "æbler"',
    'constructor == null',
    `(${Array.from({ length: 300 }, (_, at) => `rank == ${at + 2}`).join(' || ')})`,
    `long == "${'l'.repeat(96)}"`,
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

const key = fc.oneof(
  attribute,
  fc.constantFrom('_id', '_type', 'author->name', 'select(defined(rank) => 0, 1)', 'count(list)'),
)
const order = fc
  .array(fc.tuple(key, fc.constantFrom('', ' asc', ' desc')), { minLength: 1, maxLength: 2 })
  .map((keys) => `| order(${keys.map((parts) => parts.join('')).join(', ')})`)
const slice = fc.constantFrom('', '[0...2]', '[1..3]', '[0...1000]', '[2...5]', '[0]', '[3]', '[0...0]')
const projection = fc.constantFrom(
  '',
  '{_id, _rev}',
  '{_id, "stored": _originalId, _type}',
  '{..., "by": author->name}',
  '{_id, label, "n": count(*[references(^._id)])}',
  '{_id, "same": *[label == ^.label && _id != ^._id]._id}',
  '{_id, "twins": *[rank == ^.rank] | order(_id desc)[0...2]._id}',
  '{_id, "named": *[_id in ^.mixed || label in ^.mixed]._id, "n": count(*[references(^.mixed)])}',
  '{_id, "to": author->{_id, label}, "own": to->label}',
  '{_id, "linked": *[_id in ^.list[].author._ref]{_id, "back": ^.^._id == "a"}}',
)
const sortable = fc.constantFrom(
  ['{_id, "sort": [rank, label]}', 'sort[0]'],
  ['{_id, "sort": [rank, label]}', 'lower(sort[1])'],
  ['{..., "rank": label}', 'rank'],
  ['{_id, "s": slug}', 's.current'],
  ['{_id, "sort": [label]}', 'dateTime(sort[0])'],
  ['{..., "extra": 1}', 'label'],
  ['{"rank": 1, ...}', 'rank'],
)
const query = fc.oneof(
  fc
    .tuple(condition, order, slice, projection)
    .map(
      ([filter, ordered, some, projected]) =>
        `*[${filter}] ${ordered}${some === '[0]' || some === '[3]' ? some : some + projected}`,
    ),
  fc.tuple(condition, slice, projection).map(([filter, some, projected]) => `*[${filter}]${projected}${some}`),
  fc
    .tuple(condition, sortable, fc.constantFrom('', ' desc'), slice)
    .map(([filter, [projected, by], direction, some]) => `*[${filter}]${projected} | order(${by}${direction})${some}`),
  fc.tuple(condition, condition).map(([first, second]) => `*[${first}][${second}]._id`),
  fc
    .tuple(condition, condition)
    .map(([first, second]) => `[*[${first}]._id, count(*[${second}]), count(*), *[${second}][0]._id]`),
  fc
    .tuple(condition, condition)
    .map(([first, second]) => `*[${first}]{_id, "inner": *[${second}]._id} | order(_type desc)`),
  condition.map(
    (filter) =>
      `*[${filter}] | score(boost(label match "x", 3), _type == "article") | order(_score desc, _id)[0...3]{_id, _score}`,
  ),
  condition.map(
    (filter) =>
      `*[${filter}] | score(boost(_type == "page", 2), boost(references("author-1"), 4)) [_score > 0]{_id, "s": [_score]} | order(s[0] desc)[0...3]`,
  ),
  condition.map((filter) => `*[${filter}] | score(_type == "author", label == "x")[0...2]`),
  fc
    .tuple(condition, attribute, slice)
    .map(
      ([filter, by, some]) =>
        `*[${filter}] | score(boost(_type == "page", 2), (references("author-1") || label == "x")) [_score > 0]{_id, "s": [_score, ${by}]} | order(s[0] desc, s[1] desc)${some}`,
    ),
  condition.map((filter) => `*[${filter}].list[] | score(boost(defined(author), 3)) | order(_score desc)[0...2]`),
  condition.map(
    (filter) =>
      `*[${filter}] | score(_type == "page") | score(boost(label == "x", 5)) | order(_score desc)[0...2]{_id, _score}`,
  ),
  fc
    .tuple(condition, order)
    .map(([filter, ordered]) => `*[${filter}] | score(_type == "author") ${ordered}[0...3]._id`),
  order.map((ordered) => `* ${ordered}[0...4]._id`),
  fc.constantFrom('*', '*[0]', '*[2...4]', 'count(*)', '*[]._id', 'count(*._id)'),
)
const perspective = fc.constantFrom<Perspective>('raw', 'published', 'drafts', ['rX', 'drafts'])

const reference = (_ref: string) => ({ author: { _type: 'reference', _ref, _weak: true } })
const long = 'l'.repeat(100)
const span = (text: string) => ({ _type: 'span', text })
const body = [{ _type: 'block', children: [span('Æ'), span('bler')] }]
const known = [
  { _id: 'a', _type: 'article', label: 'x', rank: 2, slug: { current: 'x' }, ...reference('author-1') },
  { _id: 'drafts.a', _type: 'article', label: 'Æble', rank: 'x', long, ...reference('author-2') },
  { _id: 'b', _type: 'article', label: 'X', rank: 1, long: `${long}b`, list: [reference('a'), reference('author-1')] },
  { _id: 'versions.rX.b', _type: 'page', label: ['x'], rank: true, slug: 'x', ...reference('nobody') },
  { _id: 'c', _type: 'page', rank: 2, label: '\uffff', long: `${long}a`, slug: { current: 1 } },
  { _id: 'drafts.d', _type: 'author', name: 'Dines', label: '\u{1f600}', rank: -3.5, to: { _ref: 'drafts.a' } },
  { _id: 'e', _type: 'page', label: 'x\u0001y', mixed: [{ at: 1 }, 'author-1', 'x\u0002y'], to: { _ref: 'drafts.a' } },
  { _id: 'f', _type: 'page', label: 'x\u0002y', rank: 1e308, body, mixed: ['', 2] },
  { _id: 'g', _type: 'page', label: '\u0003', rank: -0, mixed: '\u0004x' },
  { _id: 'author-1', _type: 'author', name: 'Anna', rank: null, label: 'ab' },
  { _id: 'author-2', _type: 'author', name: 'Bo', rank: 0, slug: { current: 'X' } },
]
const more = fc.array(
  fc.record(
    {
      _id: fc
        .tuple(fc.constantFrom('', 'drafts.', 'versions.rX.'), fc.integer({ min: 1, max: 30 }))
        .map(([layer, n]) => `${layer}n${n}`),
      _type: type,
      rank: scalar,
      label: scalar,
      slug: fc.record({ current: scalar }),
    },
    { requiredKeys: ['_id', '_type'] },
  ),
  { maxLength: 40 },
)

function stored(documents: readonly { _id: string; _type: string }[]): StoredDocument[] {
  const times = { _createdAt: '2026-03-01T00:00:00Z', _updatedAt: '2026-03-02T00:00:00Z' }
  const plain: typeof documents = JSON.parse(JSON.stringify(documents)) // as the lake has them
  const byId = new Map(plain.map((document) => [document._id, { ...document, ...times, _rev: `r-${document._id}` }]))
  return [...byId.values()]
}

/** What a perspective shows, by its definition: of each document the uppermost layer that has it. */
function shown(documents: readonly StoredDocument[], perspective: Perspective): StoredDocument[] {
  const layers = layersOf(perspective)
  const byId = new Map(documents.map((document) => [document._id, document]))
  const ids = [...new Set(documents.map(({ _id }) => (layers ? publishedIdOf(_id) : _id)))].sort()
  return ids.flatMap((base) => {
    if (!layers) return byId.get(base) ?? []
    const document = layers.flatMap((layer) => byId.get(idIn(layer, base)) ?? [])[0]
    if (!document) return []
    return layers.length === 1 ? document : { ...document, _id: base, _originalId: document._id }
  })
}

/** The answer found the long way: groq-js alone, on all documents. */
function byLookingThroughAll(documents: readonly StoredDocument[], source: string, perspective: Perspective): unknown {
  const all = shown(documents, perspective)
  const tree = parsed(source, {})
  if (!tree.ok) throw new Error(`${tree.description}: ${source}`)
  const { projectId, dataset, clock } = surroundings
  const dereference = (wanted: string) => all.find(({ _id }) => _id === wanted) ?? null
  const outcome = evaluated(tree.tree, { documents: all, dereference, now: clock(), identity: '', projectId, dataset })
  if (!outcome.ok) throw new Error(outcome.description)
  return outcome.value
}

class Opened implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'lake-'))
  readonly store: Store
  readonly queries: Queries

  constructor(documents: readonly StoredDocument[], costs: Costs) {
    this.store = new Store(this.folder, { costs })
    const changes = documents.map((after) => ({
      documentId: after._id,
      before: undefined,
      after,
      mutations: [],
      step: 0,
    }))
    atomically(this.store.database, () => this.store.write(changes))
    this.store.follow(changes)
    this.queries = new Queries(this.store, new Parser(), surroundings)
  }

  async found(query: string, seen: Perspective): Promise<unknown> {
    const outcome = await this.queries.query({ query, params: {}, perspective: seen, identity: '' })
    if (!outcome.ok) throw new Error(`${outcome.error.description}: ${query}`)
    return outcome.result
  }

  [Symbol.dispose](): void {
    this.store.database.close()
    rmSync(this.folder, { recursive: true })
  }
}

describe('the planner', () => {
  test.each(Object.entries(temperaments))('never changes an answer, when %s', async (_, costs) => {
    await fc.assert(
      fc.asyncProperty(
        more,
        fc.array(fc.tuple(query, perspective), { minLength: 40, maxLength: 40 }),
        async (others, asked) => {
          const documents = stored([...others, ...known])
          using opened = new Opened(documents, costs)
          for (const [source, seen] of asked) {
            expect([source, seen, await opened.found(source, seen)]).toEqual([
              source,
              seen,
              byLookingThroughAll(documents, source, seen),
            ])
          }
        },
      ),
      { numRuns: runs(15, 640) },
    )
  })
})
