import { createReadStream } from 'node:fs'
import type { Report } from '../../../terminal/progress.ts'
import { ArchiveFault, named } from '../../archive-fault.ts'
import type { Limits } from '../../limits.ts'
import { linesIn } from '../../lines.ts'
import { type DocumentNote, noteOf } from './document-note.ts'

/** Every document of a file, noted, and what is better known about them. */
export type Survey = {
  notes: DocumentNote[]
  /** Ids of Sanity's own documents (`_.…`), which no one but Sanity writes. */
  system: string[]
}

/** So many faults are told at once. */
const mostFaults = 5

/**
 * Reads a file of documents once, and keeps notes.
 * @throws ArchiveFault naming the lines, when any of them is no document, or an id is there twice
 */
export async function surveyed(data: string, limits: Limits, report: Report): Promise<Survey> {
  const [notes, system, faults]: [Map<string, DocumentNote>, string[], string[]] = [new Map(), [], []]
  for await (const line of linesIn(createReadStream(data, { highWaterMark: 1024 ** 2 }), limits)) {
    if (isBlank(line.bytes)) continue
    const noted = noteOf(line)
    const first = noted.ok ? notes.get(noted.note.id) : undefined
    if (!noted.ok) faults.push(`line ${line.number} ${noted.reason}`)
    else if (first) faults.push(`line ${line.number} has the same _id as line ${first.line} (${first.id})`)
    else if (noted.note.id.startsWith('_.')) system.push(noted.note.id)
    else notes.set(noted.note.id, noted.note)
    if (faults.length >= mostFaults) break
    if (line.number % 5000 === 0) report(`Reading the documents: ${line.number}`)
  }
  if (faults.length > 0) throw new ArchiveFault(`${faults.join('; ')}. Nothing was imported`)
  if (notes.size === 0) throw new ArchiveFault('there are no documents in it')
  return { notes: [...notes.values()], system }
}

function isBlank(bytes: Buffer): boolean {
  return bytes.length < 100 && bytes.toString('latin1').trim() === ''
}

/** What a person is told about the documents before they are imported, in sentences. */
export function remarksOn({ notes, system }: Survey): string[] {
  const unreadable = notes.filter(({ holdsUnreadable }) => holdsUnreadable).map(({ id }) => id)
  return [
    ...(system.length > 0 ? [`Left out ${named(system)}: only Sanity itself writes these`] : []),
    ...(unreadable.length > 0
      ? [`Take a look at ${named(unreadable)}: there is a "\uFFFD" where a letter may have been lost`]
      : []),
  ]
}
