import { navnenytAddress, placeAt } from '#schemas/addresses.ts'
import { type Entry, shelfOf } from '../../dependencies.ts'
import type { Composed } from '../composing/composition.ts'
import { addressIn, placeIn } from '../composing/standing.ts'
import { claimants } from '../holding/claims.ts'
import { without } from '../holding/listing.ts'
import type { Tables } from '../holding/tables.ts'
import { type Trace, traceOf } from '../holding/trace.ts'
import {
  beside,
  feedFiles,
  goneFile,
  isOfCompanyNotices,
  noticeDays,
  pagesSitemap,
  redirectsFile,
  shown,
  storyDays,
} from '../lists.ts'
import { monthsOf } from '../reading/archives.ts'
import { noticesNextTo } from '../reading/shelves.ts'
import { dayIn, dayless, monthIn } from './day.ts'
import { EarlierPages } from './earlier-pages.ts'

/**
 * An address that a reader may now see differently, and why, in plain words. Something came to a `moved` one or left it, or it is new
 * itself; `far` addresses show no changed document in a list of theirs, and there can be any number of them. `day` is the newest that
 * they are about.
 */
export type Touched = { address: string; reason: string; reach: Reach; day: string }

type Reach = 'moved' | 'near' | 'far'

const distance: Record<Reach, number> = { moved: 0, near: 1, far: 2 }

/** A place in a list that something left or took (`moved`), or changed in. */
type Key = { at: string; id: string; day: string; moved: boolean }

/**
 * Every address at which a reader may see something else after composing than before. `pinned` is how many stories the desk
 * has fixed on the front.
 */
export function touchedBy(composed: Composed, tables: Tables, pinned: number): Touched[] {
  const touched = new Map<string, Omit<Touched, 'address'>>()
  const touch: Touch = (addresses, reason, reach, day) => {
    for (const address of addresses) {
      const before = touched.get(address)
      const isNearer = before === undefined || distance[reach] < distance[before.reach]
      const newest = monthIn(address) ?? (before && before.day > day ? before.day : day)
      touched.set(address, isNearer ? { reason, reach, day: newest } : { ...before, day: newest })
    }
  }
  const moves = [...composed.before].map(([id, before]) => moveOf(id, before, traceOf(tables, id)))
  const earlier = new EarlierPages(
    tables,
    moves.map(({ before }) => before),
  )
  for (const move of moves) touchOwn(move, composed.changed.has(move.id), tables, touch)
  const changedPlaces = placesChanged(moves)
  for (const [list, keys] of changedPlaces) {
    const day =
      keys
        .map((key) => key.day)
        .toSorted()
        .at(-1) ?? dayless
    if (isOfCompanyNotices(list))
      touch(noticesShowing(list, keys, tables), 'a notice of its company beside it', 'near', day)
    const shelf = shelfOf(list, pinned)
    if (!shelf || !isShown(list, keys, shelf.reach, tables)) continue
    const reach = keys.some(({ moved }) => moved) ? 'moved' : 'near'
    touch(shelf.addresses, shelf.reason, reach, day)
    const former = shelf.addresses.flatMap((address) => earlier.of(address))
    touch(former, 'an earlier address of it', 'near', day)
  }
  for (const key of changedPlaces.get(noticeDays) ?? []) {
    for (const { address, day } of storiesBoxing(key, tables)) touch([address], 'a notice in its box', 'far', day)
  }
  for (const list of composed.turnedLists) touchNeighbors(list, tables, touch)
  if (composed.turnedLeads) touch([redirectsFile], 'an address leads elsewhere', 'near', dayless)
  if (composed.turnedGone) touch([goneFile], 'a story was taken back, or came again', 'near', dayless)
  return [...touched].map(([address, { reason, reach, day }]) => ({ address, reason, reach, day }))
}

/** A document before and after. */
export type Move = { id: string; before: Trace; after: Trace; day: string }
type Touch = (addresses: Iterable<string>, reason: string, reach: Reach, day: string) => void

function moveOf(id: string, before: Trace, after: Trace): Move {
  const days = [...before.entries, ...after.entries].filter(({ list }) => list === storyDays || list === noticeDays)
  const newest = days
    .map(({ at }) => dayIn(at))
    .toSorted()
    .at(-1)
  return { id, before, after, day: newest ?? dayless }
}

function touchOwn({ id, before, after, day }: Move, isItself: boolean, tables: Tables, touch: Touch): void {
  const ofBoth = (pick: (trace: Trace) => string[]) => new Set([...pick(before), ...pick(after)])
  const own = ofBoth(({ address }) => (address === undefined ? [] : [address]))
  const redirects = ofBoth(({ earlier }) => earlier)
  const leadsElsewhere = before.summary !== after.summary || before.earlier.join() !== after.earlier.join()
  if (!leadsElsewhere && before.part === after.part) return
  if (id === 'frontPage') own.add('/')
  if (isItself) touch(own, 'the document itself', 'near', day)
  else touch(own, 'it shows something that changed', 'far', day)
  if (leadsElsewhere) touch(redirects, 'an earlier address of it', 'near', day)
  const isOneOf = (types: ReadonlySet<string>) => types.has(before.type) || types.has(after.type)
  for (const page of [...own, ...redirects]) {
    const sections = new Set([...(isOneOf(sectionType) ? own : []), ...sectionsBehind(page, tables)])
    if (isOneOf(typesWithFeeds) || sections.size > 0) touch(feedFiles(page), 'feed of a page that changed', 'near', day)
    const months = [...sections].flatMap((section) => monthsOf(tables, section))
    const archives = months.map(({ year, month }) => `${page}${year}/${month}/`)
    const isNew = page === after.address && page !== before.address
    touch(archives, 'archive of a section that changed', isNew ? 'moved' : 'far', day)
  }
}

const sectionType: ReadonlySet<string> = new Set(['section'])
const typesWithFeeds: ReadonlySet<string> = new Set(['section', 'author', 'company', 'topic'])

/** The sections that have this address or once had it, by the address they have now. */
function sectionsBehind(page: string, tables: Tables): string[] {
  const place = placeAt(page)?.place === 'section-or-page' ? placeIn(page) : undefined
  if (!place) return []
  const ids = [...claimants(tables, 'claim', place).slice(0, 1), ...claimants(tables, 'redirect', place)]
  const traces = ids.map((id) => traceOf(tables, id)).filter(({ type }) => type === 'section')
  return traces.flatMap(({ address }) => address ?? [])
}

/** The changed places of every list: those left or taken, and all places of a document that looks different there. */
function placesChanged(moves: Move[]): Map<string, Key[]> {
  const places = new Map<string, Key[]>()
  for (const { id, before, after, day } of moves) {
    for (const { list, at, moved } of entriesChanged(before, after)) {
      const keys = places.get(list) ?? []
      keys.push({ at, id, day, moved })
      places.set(list, keys)
    }
  }
  return places
}

function entriesChanged(before: Trace, after: Trace): (Entry & { moved: boolean })[] {
  const looksDifferent = ({ list }: Entry) =>
    list.endsWith('rss.xml') ? before.item !== after.item : before.summary !== after.summary
  const moved = [...without(before.entries, after.entries), ...without(after.entries, before.entries)]
  return [
    ...moved.map((entry) => ({ ...entry, moved: true })),
    ...after.entries.filter(looksDifferent).map((entry) => ({ ...entry, moved: false })),
  ]
}

/**
 * Whether one of the changed places is among the newest `reach` of a list, as it is now. What it was before need not be
 * known: if its newest differ, one of the changed places is, or was, at least as new as the last that is shown now.
 */
function isShown(list: string, keys: Key[], reach: number, tables: Tables): boolean {
  if (reach === Number.POSITIVE_INFINITY) return true
  const last = tables.row(
    'select at, id from listing where list = ? order by at desc, id desc limit 1 offset ?',
    ...[list, reach - 1],
  )
  if (!last) return true
  const { at: lastAt = '', id: lastId = '' } = last
  return keys.some(({ at, id }) => at > lastAt || (at === lastAt && id >= lastId))
}

/** A list that began or ended with this change shows in the navigation of its archive, and in sitemaps. */
function touchNeighbors(list: string, tables: Tables, touch: Touch): void {
  if (/^\/sitemap\/\d/.test(list)) touch(['/sitemap.xml'], 'a sitemap began or ended', 'near', dayless)
  const place = placeAt(list)
  if (place?.place === 'kind') touch([pagesSitemap], 'a page began or ended', 'near', dayless)
  if (place?.place !== 'section-month' && place?.place !== 'navnenyt-month') return
  const page = place.place === 'section-month' ? addressIn('root', place.section) : navnenytAddress
  const months = monthsOf(tables, page).map(({ address }) => address)
  const later = months.filter((month) => month > list).at(-1)
  const earlier = months.find((month) => month < list)
  if (place.place === 'section-month') touch([redirectsFile], 'a month began or ended', 'near', dayless)
  const neighbors = [page, ...[later, earlier].filter((month) => month !== undefined)]
  touch(neighbors, 'a month began or ended', 'near', dayless)
  touch([pagesSitemap], 'a page began or ended', 'near', dayless)
}

/**
 * The stories whose box of notices reaches a place in the order of notices: those from its day on, until the day on which
 * four newer notices have come.
 */
function storiesBoxing({ at, id }: Key, tables: Tables): { address: string; day: string }[] {
  const from = dayIn(at)
  const full = tables.text(
    'select at from listing where list = ? and (at, id) > (?, ?) order by at, id limit 1 offset ?',
    ...[noticeDays, at, id, shown.box - 1],
  )
  const until = full === undefined ? dayless : dayIn(full)
  return tables
    .rows(
      'select address, at as day from listing join summary on summary.id = listing.id where list = ? and at >= ? and at < ?',
      ...[storyDays, from, until],
    )
    .map(({ address = '', day = '' }) => ({ address, day }))
}

/**
 * The notices that show one of the changed places among those next to it. One that is as far from the place as `beside`
 * reaches has it, or had it, at the other end: so the numbers change sides.
 */
function noticesShowing(list: string, keys: Key[], tables: Tables): string[] {
  const showing = { newer: beside.older, older: beside.newer }
  return keys.flatMap((key) => noticesNextTo(tables, { list, ...key }, showing)).map(({ address }) => address)
}
