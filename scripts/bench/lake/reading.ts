import { contentTypes } from '#schemas/documents.ts'
import type { Archive } from '../archive/archive.ts'
import { idOf } from '../archive/pointers.ts'
import type { Subject } from '../figure.ts'
import type { Ask } from './asking.ts'
import { choices } from './choices.ts'
import { askedAs, type Query } from './query.ts'
import type { Turn } from './series.ts'
import * as studio from './studio-queries.ts'

/** Something that is read: what it is, and how it is asked for in each turn. */
export type Reading = Subject & { turn: Turn }

type Rows = {
  /** Asks for something else in every turn, so that no answer can be one kept from before. */
  row(id: string, what: string, atMost: number | undefined, query: (turn: number) => Query): Reading
  /** Asks the same in every turn, each time after an edit, as the Studio and the press do. */
  again(id: string, what: string, atMost: number | undefined, query: Query): Reading
}

/** What is read of a lake that holds the archive. */
export function readings(archive: Archive, ask: Ask): Reading[] {
  const rows: Rows = {
    row: (id, what, atMost, query) => subject(id, what, atMost, (turn) => ask(askedAs(query(turn)))),
    again: (id, what, atMost, query) =>
      subject(id, what, atMost, async (turn) => {
        await ask(retouching(choices(archive).article(turn)._id, turn))
        return ask(askedAs(query))
      }),
  }
  return [
    ...lists(archive, rows),
    ...references(archive, rows),
    ...searches(archive, ask),
    ...lookups(archive, rows),
    ...sweeps(rows),
  ]
}

function lists(archive: Archive, { row, again }: Rows): Reading[] {
  const { sections } = archive.around
  const onScreen = (turn: number) => choices(archive).onScreen(turn)
  const newest = { query: newestWithAuthor('0...20'), perspective: 'drafts' } as const
  return [
    again('list-20', 'list: 20 newest with author', 5, newest),
    again('list-edited', 'Studio: all articles, latest edited', 5, studio.latestEdited()),
    row('list-section', 'Studio: a section, newest', 5, (turn) =>
      studio.newestInSection(idOf('section', turn % sections)),
    ),
    again('list-drafts', 'Studio: drafts, latest edited', 5, studio.draftsLatestEdited()),
    row('list-page', 'list: 20 further down', undefined, (turn) => ({
      query: newestWithAuthor('$from...$to'),
      params: { from: 20 * (turn + 1), to: 20 * (turn + 2) },
      perspective: 'drafts',
    })),
    row('list-headline', 'list: 20 by headline', undefined, (turn) => ({
      query: '*[_type == "article"] | order(headline asc) [$from...$to] {_id, headline}',
      params: { from: 20 * turn, to: 20 * (turn + 1) },
      perspective: 'drafts',
    })),
    row('versions', 'Studio: 27 × sanity::versionOf', 20, (turn) => studio.versionsOf(onScreen(turn))),
    row('previews', 'Studio: 27 previews', undefined, (turn) => studio.previewsOf(onScreen(turn))),
  ]
}

/** What a list of the Studio comes to when somebody writes it by hand. */
const newestWithAuthor = (slice: string): string =>
  `*[_type == "article"] | order(publishedAt desc) [${slice}] {_id, headline, publishedAt, "author": authors[0]->name}`

function references(archive: Archive, { row }: Rows): Reading[] {
  const { authors } = archive.around
  const author = (turn: number): string => idOf('author', (turn * 7) % authors)
  return [
    row('references', 'references() to an author', 5, (turn) => ({
      query: '*[references($id)]{_id}',
      params: { id: author(turn) },
      perspective: 'raw',
    })),
    row('delete-dialog', 'Studio: delete dialog of an author', 5, (turn) => studio.referringTo(author(turn))),
    row('correlated', '20 authors, each with its count', undefined, (turn) => ({
      query: '*[_type == "author"] | order(_id asc) [$from...$to] {_id, "n": count(*[references(^._id)])}',
      params: { from: (20 * turn) % authors, to: ((20 * turn) % authors) + 20 },
      perspective: 'published',
    })),
  ]
}

function searches(archive: Archive, ask: Ask): Reading[] {
  const { rareWord, commonWord } = choices(archive)
  const list = (word: string) => ask(askedAs(studio.searchInList(word)))
  const everywhere = (word: string) => searchedEverywhere(word, ask)
  return [
    subject('search-list-rare', 'Studio: list search, rare word', 30, (turn) => list(rareWord(turn))),
    subject('search-list-common', 'Studio: list search, common word', 30, (turn) => list(commonWord(turn))),
    subject('search-all-rare', 'Studio: global search, rare word', 30, (turn) => everywhere(rareWord(turn))),
    subject('search-all-common', 'Studio: global search, common word', 30, (turn) => everywhere(commonWord(turn))),
  ]
}

/** Both questions, one after the other, as the Studio waits for the first. */
async function searchedEverywhere(word: string, ask: Ask): ReturnType<Turn> {
  const named = await ask(askedAs(studio.namesakes(word)))
  const ids = Array.isArray(named.result) ? named.result.map((id) => `${id}`.replace(/^drafts\./, '')) : []
  const found = await ask(askedAs(studio.searchEverywhere(word, [...new Set(ids)])))
  return { ms: named.ms + found.ms, lakeMs: (named.lakeMs ?? 0) + (found.lakeMs ?? 0) }
}

function lookups(archive: Archive, { row, again }: Rows): Reading[] {
  const article = (turn: number) => choices(archive).article(turn)
  return [
    again('count', 'count() of articles', 2, { query: 'count(*[_type == "article"])', perspective: 'published' }),
    row('slug', 'Studio: is the slug free?', 5, (turn) =>
      studio.isSlugFree(article(turn).slug.current, article(turn)._id),
    ),
    row('slug-taken', 'Studio: is the slug free? It is not', 5, (turn) =>
      studio.isSlugFree(article(turn).slug.current, article(turn + 1)._id),
    ),
    row('by-id', 'a document by its _id', undefined, (turn) => ({
      query: '*[_id == $id][0]',
      params: { id: article(turn)._id },
      perspective: 'drafts',
    })),
  ]
}

/** What looks at everything there is. */
function sweeps({ row, again }: Rows): Reading[] {
  return [
    again('press-list', 'press: ids and revisions of all', undefined, {
      query: '*[_type in $types]{_id, _rev}',
      params: { types: ['sanity.imageAsset', ...contentTypes] },
      perspective: 'published',
    }),
    row('full-scan', 'a full scan, for comparison', undefined, (turn) => ({
      query: 'count(*[length(headline) > $length])',
      params: { length: 30 + turn },
      perspective: 'raw',
    })),
  ]
}

function subject(id: string, what: string, atMost: number | undefined, turn: Turn): Reading {
  return { id, what, unit: 'ms', ...(atMost !== undefined && { aim: { atMost } }), turn }
}

function retouching(id: string, turn: number) {
  return { path: 'mutate/production', body: { mutations: [{ patch: { id, set: { kicker: `Udgave ${turn}` } } }] } }
}
