import type { Bench } from '../field.ts'
import { type Figure, figureOf, once, type Subject } from '../figure.ts'
import type { Memory } from '../lake/memory.ts'
import { fanningOut, fanOutSubjects } from './fan-out.ts'
import { type Desk, type Edit, editsOf } from './newsroom/edit.ts'
import type { Room } from './newsroom/room.ts'
import { orFailed } from './orderly.ts'
import { lap, lapsOf, measuredIn, type Track } from './press/laps.ts'
import { startWarmPress } from './press/warm-press.ts'

/** A series of edits of one kind, and what is told of it: until the pages stand, or until feeds and sitemaps do too. */
type Row = {
  edit: (turn: number) => Edit
  /** Whether time runs from the first request on, not from the lake's last acknowledgement. */
  fromSending?: boolean
  pages?: Subject
  all?: Subject
}

const growth = { atMost: 1.5 }
const newPages: Subject = {
  ...{ id: 'warm-new', what: 'warm, new article: page and lists', unit: 'ms', growth },
  ...{ aim: { atMost: 30 }, aim95: { atMost: 80 } },
}
const newAll: Subject = {
  ...{ id: 'warm-new-all', what: 'warm, new article: feeds, sitemaps too', unit: 'ms', growth },
  aim: { atMost: 60 },
}
const studio: Subject = {
  ...{ id: 'warm-studio', what: 'warm, Publicér as the Studio: all', unit: 'ms', growth },
  aim: { atMost: 250 },
}
const simple = (id: string, what: string): Subject => ({ id, what, unit: 'ms', growth })
const edited = simple('warm-edit', 'warm, old article edited: page, archive')
const notice = simple('warm-notice', 'warm, new notice: pages and feeds')
const unpublished = simple('warm-unpublish', 'warm, unpublished: gone from all')
const [rest, peak] = [
  memory('warm-memory', 'memory of the warm press'),
  memory('warm-memory-peak', 'memory of it at its most'),
]

/** All that is measured of a press that stays warm. */
export const warmSubjects: readonly Subject[] = [
  ...[newPages, newAll, studio, edited, notice, unpublished],
  ...fanOutSubjects,
  ...[rest, peak],
]

function memory(id: string, what: string): Subject {
  return { id, what, unit: 'MB' }
}

function rowsOf(desk: Desk): Row[] {
  const { newArticle, fromStudio, newNotice, oldArticle, unpublishing } = editsOf(desk)
  return [
    { edit: oldArticle, all: edited },
    { edit: unpublishing, all: unpublished },
    // A day of a handful of stories, which each new notice touches.
    { edit: (turn) => fromStudio(turn + places), fromSending: true, all: studio },
    { edit: newNotice, all: notice },
    { edit: (turn) => newArticle(turn + 2 * places), pages: newPages, all: newAll },
  ]
}

/** Turns of one series, so that no two series make the same article. */
const places = 10_000

/** Measures a press that stays warm, over the site that the full build has made. The room's lake runs. */
export async function warmly(room: Room, desk: Desk, bench: Bench): Promise<Figure[]> {
  if (!warmSubjects.some(({ id }) => bench.wanted(id))) return []
  bench.report('Starting a press that stays warm')
  await using press = await startWarmPress(['--home', room.home, '--out', room.out], bench)
  const track = { out: room.out, press, signal: bench.signal }
  const figures: Figure[] = []
  for (const row of rowsOf(desk)) figures.push(...(await seriesOf(row, track, bench)))
  figures.push(...(await fanningOut({ ...track, desk }, bench)))
  return [...figures, ...memoryFigures(await press.memory())]
}

async function seriesOf(row: Row, track: Track, { wanted, report, signal, turns }: Bench): Promise<Figure[]> {
  const { edit, fromSending } = row
  const subjects = (['pages', 'all'] as const)
    .flatMap((time) => (row[time] ? [{ time, subject: row[time] }] : []))
    .filter(({ subject }) => wanted(subject.id))
  if (subjects.length === 0) return []
  report(`Measuring ${subjects[0]?.subject.id}`)
  const measure = async () => {
    const laps = await lapsOf(turns, (turn) => lap(edit(turn), track, fromSending))
    return subjects.map(({ subject, time }) => figureOf(subject, measuredIn(laps, time)))
  }
  const every = subjects.map(({ subject }) => subject)
  return orFailed(every, signal, measure)
}

function memoryFigures(taken: Memory | undefined): Figure[] {
  if (taken === undefined) return []
  const most = taken.peak === undefined ? [] : [figureOf(peak, once(taken.peak))]
  return [figureOf(rest, once(taken.resident)), ...most]
}
