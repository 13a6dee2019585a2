import { ArchiveFault } from '../archive-fault.ts'

/** What is imported, as it lies on this disk. */
export type Source = {
  /** The path of the file of documents, one as JSON on each line. */
  data: string
  /** The folder that assets are named from; undefined for a lone file of documents, which has none. */
  base?: string
}

/** Whether a file of this name holds documents; those of macOS that begin with `._` hold none. */
export function isDataFile(name: string): boolean {
  return name.endsWith('.ndjson') && !name.startsWith('.')
}

/** The one file of documents. @throws ArchiveFault when there is none, or more */
export function theOnly(dataFiles: readonly string[]): string {
  const [first, ...others] = dataFiles
  if (first === undefined) throw new ArchiveFault('there is no file of documents (.ndjson) in it')
  if (others.length > 0)
    throw new ArchiveFault(`there is more than one file of documents in it (${dataFiles.join(', ')})`)
  return first
}
