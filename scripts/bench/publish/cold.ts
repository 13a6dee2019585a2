import { Problem } from '../../terminal/problem.ts'
import type { Bench } from '../field.ts'
import { type Figure, figureOf, type Subject } from '../figure.ts'
import { spreadOf } from '../statistics.ts'
import { lastTold } from './building.ts'
import { type Desk, type Edit, editsOf } from './newsroom/edit.ts'
import type { Room } from './newsroom/room.ts'
import { orFailed } from './orderly.ts'
import { ran } from './press/command.ts'
import { notYet } from './press/site-files.ts'
import { partsOf, type Told } from './press/told.ts'

const growth = { atMost: 1.5 }
const cold = (id: string, what: string): Subject => ({ id: `cold-${id}`, what: `cold, ${what}`, unit: 'ms', growth })
const aim = { atMost: 800 }

const nothing = cold('nothing', 'nothing to publish')
const created: Subject = { ...cold('new', 'new article'), aim }
const edited: Subject = { ...cold('edit', 'old article edited'), aim }
const notice: Subject = { ...cold('notice', 'new notice'), aim }
const unpublished: Subject = { ...cold('unpublish', 'unpublished'), aim }

/** All that is measured of a press that is started for each publish. */
export const coldSubjects: readonly Subject[] = [nothing, created, edited, notice, unpublished]

/** No two series make the same article. */
const places = 100_000

/** So often is a process started, at most. */
const most = 10

/** Measures `notits publish` from the start of its process to its end, each time after one edit. The room's lake runs. */
export async function coldly(room: Room, desk: Desk, bench: Bench): Promise<Figure[]> {
  const { newArticle, newNotice, oldArticle, unpublishing } = editsOf(desk)
  const rows: [Subject, ((turn: number) => Edit) | undefined][] = [
    [nothing, undefined],
    [created, (turn) => newArticle(places + turn)],
    [edited, (turn) => oldArticle(places + turn)],
    [notice, (turn) => newNotice(places + turn)],
    [unpublished, (turn) => unpublishing(2 * places + turn)],
  ]
  const figures: Figure[] = []
  for (const [subject, edit] of rows.filter(([{ id }]) => bench.wanted(id))) {
    bench.report(`Measuring ${subject.id}`)
    const measure = async () => [await series(subject, edit, room, bench)]
    figures.push(...(await orFailed([subject], bench.signal, measure)))
  }
  return figures
}

async function series(subject: Subject, edit: ((turn: number) => Edit) | undefined, room: Room, bench: Bench) {
  const runs: { ms: number; told: Told }[] = []
  const first = await publish(edit?.(0), room, bench)
  for (let turn = 1; turn <= Math.min(most, bench.turns); turn++) runs.push(await publish(edit?.(turn), room, bench))
  const press = partsOf(runs.map(({ told }) => told))
  return figureOf(subject, { ...spreadOf(runs.map(({ ms }) => ms)), first: first.ms, press })
}

async function publish(edit: Edit | undefined, room: Room, bench: Bench): Promise<{ ms: number; told: Told }> {
  if (edit?.after) await publish(edit.after, room, bench)
  await edit?.prepare?.()
  await edit?.send()
  const { ms, output } = await ran(['publish', '--json', '--home', room.home, '--out', room.out], bench)
  const [late] = edit ? notYet(room.out, [...edit.pages, ...edit.archive, ...edit.feeds, ...edit.sitemap]) : []
  if (late) throw new Problem(`${late.file} was not as it should be after notits publish`)
  return { ms, told: lastTold(output) }
}
