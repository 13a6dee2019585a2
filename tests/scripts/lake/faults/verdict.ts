import { isDeepStrictEqual } from 'node:util'
import type { Lake, StoredDocument } from '../../../../scripts/lake/lake.ts'
import { everyId, type Standing, type Story, topics, wordOf } from './desk-work.ts'

/** What a lake turned out to hold: one of the standings it may have, or what is wrong. */
export type Verdict = { ok: true; standing: Standing } | { ok: false; fault: string }

/**
 * Looks through everything a lake can tell, and whether it all belongs to one of these standings: the documents, their
 * revisions and history, what refers to what, and what a search finds.
 */
export async function verdictOn(lake: Lake, candidates: readonly Standing[]): Promise<Verdict> {
  const stories = storiesOf([...lake.exported()])
  const standing = candidates.find((candidate) => sameStories(stories, candidate.stories))
  if (!standing) return { ok: false, fault: `documents: ${differences(stories, candidates[0]?.stories ?? new Map())}` }
  // The newest are most at stake, and the oldest have been moved about most.
  const marks = [...new Set([...stories.values()].map(({ mark }) => mark))].sort((one, other) => one - other)
  const searched = new Set([...marks.slice(0, 2), ...marks.slice(-3)])
  const faults = await Promise.all([
    historyFault(lake, standing),
    ...topics.map((topic) => referenceFault(lake, standing, topic)),
    ...[...searched].map((mark) => searchFault(lake, standing, mark)),
  ])
  const fault = faults.find((found) => found !== undefined)
  return fault === undefined ? { ok: true, standing } : { ok: false, fault }
}

/** Documents as the test compares them, by id. */
function storiesOf(documents: readonly StoredDocument[]): Map<string, Story> {
  return new Map(
    documents.map(({ _id, _type, _rev, mark, text, about }) => [
      _id,
      { _id, _type, _rev, mark: Number(mark), text: String(text), about: referred(about) },
    ]),
  )
}

function referred(about: unknown): string {
  const target = typeof about === 'object' && about !== null && '_ref' in about ? about._ref : ''
  return String(target)
}

function sameStories(left: ReadonlyMap<string, Story>, right: ReadonlyMap<string, Story>): boolean {
  return left.size === right.size && [...left].every(([id, story]) => isDeepStrictEqual(story, right.get(id)))
}

function differences(found: ReadonlyMap<string, Story>, expected: ReadonlyMap<string, Story>): string {
  const ids = [...new Set([...found.keys(), ...expected.keys()])].sort()
  const told = (story: Story | undefined) => (story ? `${story._rev}, mark ${story.mark}` : 'nothing')
  return ids
    .filter((id) => !isDeepStrictEqual(found.get(id), expected.get(id)))
    .map((id) => `${id} is ${told(found.get(id))} instead of ${told(expected.get(id))}`)
    .join('; ')
}

/** The transactions in order, none missing, and each document's revision the last that touched it. */
function historyFault(lake: Lake, { stories, transactions }: Standing): string | undefined {
  const written = [...lake.history.transactions(everyId, { limit: 1_000_000, excludeMutations: true })]
  const ids = written.map(({ id }) => id)
  if (!isDeepStrictEqual(ids, transactions))
    return `history: ${ids.length} transactions, ${transactions.length} expected`
  const last = transactions.at(-1)
  if (last === undefined) return undefined
  const then = storiesOf(lake.history.documentsAt(everyId, { revision: last }))
  if (!sameStories(then, stories)) return `history: at ${last}, ${differences(then, stories)}`
  const broken = [...stories.values()].find(
    ({ _id, _rev }) => written.findLast(({ documentIDs }) => documentIDs.includes(_id))?.id !== _rev,
  )
  return broken && `history: the last transaction that touched ${broken._id} is not its revision`
}

async function referenceFault(lake: Lake, { stories }: Standing, topic: string): Promise<string | undefined> {
  const expected = [...stories.values()].filter(({ about }) => about === topic).map(({ _id }) => _id)
  const found = await answer(lake, '*[references($topic)]._id', { topic })
  return isDeepStrictEqual(found, expected.sort())
    ? undefined
    : `references to ${topic}: ${found} instead of ${expected}`
}

async function searchFault(lake: Lake, { stories }: Standing, mark: number): Promise<string | undefined> {
  const word = wordOf(mark)
  const expected = [...stories.values()].filter(({ text }) => text.split(' ').includes(word)).map(({ _id }) => _id)
  const found = await answer(lake, '*[@ match text::query($word)]._id', { word })
  return isDeepStrictEqual(found, expected.sort()) ? undefined : `search for ${word}: ${found} instead of ${expected}`
}

async function answer(lake: Lake, query: string, params: Record<string, unknown>): Promise<unknown[]> {
  const outcome = await lake.query({ query, params, perspective: 'raw', identity: 'anna' })
  if (!outcome.ok) throw new Error(outcome.error.description)
  return Array.isArray(outcome.result) ? outcome.result.toSorted() : []
}
