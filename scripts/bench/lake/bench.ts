import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { archiveOf } from '../archive/archive.ts'
import type { Bench, Field } from '../field.ts'
import { type Figure, figureOf, once, type Subject } from '../figure.ts'
import { thisMachine } from '../machine.ts'
import type { Measurement } from '../measurement.ts'
import { spreadOf } from '../statistics.ts'
import { type Ask, askerOf } from './asking.ts'
import { editingSubjects } from './editing.ts'
import { filledLake } from './filling.ts'
import { historyReadings } from './history.ts'
import { type Start, startLake } from './lake-process.ts'
import { measured } from './measuring.ts'
import { askedAs } from './query.ts'
import { readings } from './reading.ts'
import * as studio from './studio-queries.ts'

/** The lake alone. */
export const lakeField: Field = {
  figureIds,
  measure: benchLake,
  diskNeed: (articles) => articles * 20_000,
  goesOn: false,
}

function figureIds(): string[] {
  const nobody: Ask = () => Promise.reject(new Error('Nobody is asked'))
  const read = [...readings(archiveOf(1, 0), nobody), ...editingSubjects, ...historyReadings(archiveOf(1, 0), nobody)]
  return ['import', 'start', ...read.map(({ id }) => id), ...memorySubjects.map(({ id }) => id)]
}

const memorySubjects = [
  memorySubject('memory-start', 'memory of the lake after the start'),
  memorySubject('memory-end', 'memory after all of this'),
  memorySubject('memory-peak', 'memory at its most'),
]

function memorySubject(id: string, what: string): Subject {
  return { id, what, unit: 'MB', aim: { atMost: 600 } }
}

/** Measures a lake of so many articles, in a process of its own and from outside. */
async function benchLake(articles: number, bench: Bench): Promise<Measurement> {
  const archive = archiveOf(articles, bench.seed)
  const { program, environment, signal } = bench
  const start = { program, environment, home: join(bench.folder, 'home'), signal }
  await mkdir(start.home, { recursive: true })
  const { written, figure } = await filledLake(archive, start, bench)
  const starts = bench.wanted('start') ? [await startsOf(start, bench)] : []
  await using lake = await startLake(start)
  const ask = askerOf({ ...lake, signal: bench.signal })
  await ask(askedAs(studio.latestEdited()))
  const early = await lake.memory()
  const figures = await measured({ archive, lake, ask, ...bench })
  const late = await lake.memory()
  const taken = [early?.resident, late?.resident, late?.peak]
  const memory = memorySubjects.flatMap((subject, i) => (taken[i] ? [figureOf(subject, once(taken[i]))] : []))
  const wanted = [figure, ...starts, ...figures, ...memory].filter(({ id }) => bench.wanted(id))
  return { articles, ...written, load: thisMachine().load, figures: wanted, remarks: lake.remarks() }
}

/** From the start of the process until it has answered the first list that a Studio asks for. */
async function startsOf(start: Start, { turns, report, signal }: Bench): Promise<Figure> {
  report('Starting the lake')
  const seconds: number[] = []
  for (let times = 0; times < Math.min(3, turns); times++) {
    await using lake = await startLake(start)
    await askerOf({ ...lake, signal })(askedAs(studio.latestEdited()))
    seconds.push((performance.now() - lake.since) / 1000)
  }
  const subject: Subject = { id: 'start', what: 'start to the first list answered', unit: 's', aim: { atMost: 2 } }
  return figureOf(subject, spreadOf(seconds))
}
