import { Problem } from '../../terminal/problem.ts'
import type { Report } from '../../terminal/progress.ts'
import type { Archive } from '../archive/archive.ts'
import { type Figure, figureOf, type Subject } from '../figure.ts'
import type { Ask } from './asking.ts'
import { editing, editingSubjects } from './editing.ts'
import { historyReadings } from './history.ts'
import type { LakeProcess } from './lake-process.ts'
import { type Reading, readings } from './reading.ts'
import { patienceFor, series } from './series.ts'

/** A lake that runs and holds the archive, and what is wanted of it. */
export type Room = {
  archive: Archive
  lake: LakeProcess
  ask: Ask
  wanted: (id: string) => boolean
  turns: number
  report: Report
  signal: AbortSignal
}

/** Reads, edits, and then reads the history of what was edited. What the lake refuses fails its own figure alone. */
export async function measured(room: Room): Promise<Figure[]> {
  const { archive, ask, wanted } = room
  const figures: Figure[] = []
  const readAll = async (those: readonly Reading[]) => {
    for (const reading of those) figures.push(await read(reading, room))
  }
  await readAll(readings(archive, ask).filter(({ id }) => wanted(id)))
  const past = historyReadings(archive, ask).filter(({ id }) => wanted(id))
  if (past.length > 0 || editingSubjects.some(({ id }) => wanted(id))) figures.push(...(await edited(room)))
  await readAll(past)
  return figures
}

async function read({ turn, ...subject }: Reading, { turns, report, signal }: Room): Promise<Figure> {
  report(`Measuring ${subject.id}`)
  try {
    return figureOf(subject, await series(turn, patienceFor(turns)))
  } catch (fault) {
    return failed(subject, fault, signal)
  }
}

async function edited({ archive, lake, ask, turns, report, signal }: Room): Promise<Figure[]> {
  report('Measuring edits')
  try {
    return await editing(archive, ask, { ...lake, signal }, patienceFor(turns))
  } catch (fault) {
    return editingSubjects.map((subject) => failed(subject, fault, signal))
  }
}

function failed(subject: Subject, fault: unknown, signal: AbortSignal): Figure {
  if (signal.aborted) throw signal.reason
  if (!(fault instanceof Problem)) throw fault
  return { ...subject, failed: fault.message }
}
