import { join } from 'node:path'
import { Problem } from '../../terminal/problem.ts'
import type { Archive } from '../archive/archive.ts'
import type { Bench } from '../field.ts'
import { type Figure, figureOf, once, type Subject } from '../figure.ts'
import { type Ask, askerOf } from './asking.ts'
import { importByCommand, importOverHttp, type Written, writeDocuments } from './importing.ts'
import { type Start, startLake } from './lake-process.ts'
import { untilIdle } from './memory.ts'
import { askedAs } from './query.ts'

/** What is filled, and from what. */
type Filling = Pick<Bench, 'folder' | 'importBy' | 'report' | 'signal'>

/**
 * A lake with the archive in it, which is ended again: what is measured then starts as on any morning. With `settled` it is let run
 * until it has taken in all words, which it does when nobody asks for anything.
 */
export async function filledLake(
  archive: Archive,
  start: Start,
  { folder, importBy, report, signal }: Filling,
  settled = false,
): Promise<{ written: Written; figure: Figure }> {
  const file = join(folder, 'archive.ndjson')
  report(`Writing an archive of ${archive.articles} articles`)
  const written = await writeDocuments(file, archive.documents(), signal)
  await using lake = await startLake(start)
  report(`Putting ${written.documents} documents into the lake`)
  const ask = askerOf({ ...lake, signal })
  const seconds = importBy === 'http' ? await importOverHttp(file, ask) : await importByCommand(file, start)
  await refuseLoss(written, ask)
  if (settled) {
    report('Letting the lake take in the words')
    await untilIdle(lake.pid, signal)
  }
  const what = importBy === 'http' ? 'import over HTTP, 250 kB each' : 'notits import'
  const subject: Subject = { id: 'import', what, unit: 'documents/s', aim: { atLeast: 5000 } }
  return { written, figure: figureOf(subject, once(written.documents / seconds)) }
}

async function refuseLoss({ documents }: Written, ask: Ask): Promise<void> {
  const { result } = await ask(askedAs({ query: 'count(*)', perspective: 'raw' }))
  if (result !== documents)
    throw new Problem(`The lake holds ${result} documents after ${documents} were written to it`)
}
