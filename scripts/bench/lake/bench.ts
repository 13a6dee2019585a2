import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem } from '../../terminal/problem.ts'
import type { Report } from '../../terminal/progress.ts'
import { type Archive, archiveOf } from '../archive/archive.ts'
import { type Figure, figureOf, once, type Subject } from '../figure.ts'
import { thisMachine } from '../machine.ts'
import { spreadOf } from '../statistics.ts'
import type { Measurement } from '../table.ts'
import { type Ask, askerOf } from './asking.ts'
import { editingSubjects } from './editing.ts'
import { historyReadings } from './history.ts'
import { importByCommand, importOverHttp, type Written, writeDocuments } from './importing.ts'
import { type Start, startLake } from './lake-process.ts'
import { measured } from './measuring.ts'
import { askedAs } from './query.ts'
import { readings } from './reading.ts'
import * as studio from './studio-queries.ts'

/** What a bench of the lake needs. */
export type Bench = {
  /** The `notits` program that starts the lake to be measured. */
  program: string
  /** A folder for the data, which must be empty. */
  folder: string
  seed: number
  /** Whether a subject, by its id, is wanted. */
  wanted: (id: string) => boolean
  /** How often to repeat what is measured, at most. */
  turns: number
  importBy: 'http' | 'command'
  report: Report
  signal: AbortSignal
}

/** The ids of all that is measured. */
export function figureIds(): string[] {
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
export async function benchLake(articles: number, bench: Bench): Promise<Measurement> {
  const archive = archiveOf(articles, bench.seed)
  const start = { program: bench.program, home: join(bench.folder, 'home'), signal: bench.signal }
  await mkdir(start.home, { recursive: true })
  const { written, figure } = await filled(archive, start, bench)
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

/** The lake with the archive in it, which is ended again: what is measured then starts as on any morning. */
async function filled(archive: Archive, start: Start, { folder, importBy, report, signal }: Bench) {
  const file = join(folder, 'archive.ndjson')
  report(`Writing an archive of ${archive.articles} articles`)
  const written = await writeDocuments(file, archive.documents(), signal)
  await using lake = await startLake(start)
  report(`Putting ${written.documents} documents into the lake`)
  const ask = askerOf({ ...lake, signal })
  const seconds =
    importBy === 'http'
      ? await importOverHttp(file, ask)
      : await importByCommand(start.program, file, start.home, signal)
  await refuseLoss(written, ask)
  const what = importBy === 'http' ? 'import over HTTP, 250 kB each' : 'notits import'
  const subject: Subject = { id: 'import', what, unit: 'documents/s', aim: { atLeast: 5000 } }
  return { written, figure: figureOf(subject, once(written.documents / seconds)) }
}

async function refuseLoss({ documents }: Written, ask: Ask): Promise<void> {
  const { result } = await ask(askedAs({ query: 'count(*)', perspective: 'raw' }))
  if (result !== documents)
    throw new Problem(`The lake holds ${result} documents after ${documents} were written to it`)
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
