import { createWriteStream } from 'node:fs'
import { mkdir, statfs } from 'node:fs/promises'
import { basename, dirname, join, posix } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ArchiveFault } from '../archive-fault.ts'
import type { Limits } from '../limits.ts'
import { bytesOf, readableBytes } from '../packed-bytes.ts'
import { entriesIn } from '../tar.ts'
import { isDataFile, type Source, theOnly } from './data-file.ts'

/**
 * Unpacks the documents of an archive and what lies beside them into a folder of ours, after the whole of it was looked at.
 * @throws ArchiveFault with the reason, and nothing unpacked, when anything in it cannot be trusted or there is no room for it
 */
export async function unpackedArchive(path: string, folder: string, limits: Limits): Promise<Source> {
  const { data, bytes } = await contentOf(path, limits)
  await refuseLackOfRoom(folder, bytes)
  const base = posix.dirname(data)
  for await (const { name, kind, bytes } of entriesIn(bytesOf(path, limits), limits)) {
    const inside = base === '.' ? name : name.startsWith(`${base}/`) && name.slice(base.length + 1)
    if (kind !== 'file' || !inside) continue
    await mkdir(join(folder, dirname(inside)), { recursive: true })
    await written(bytes(), join(folder, inside))
  }
  return { data: join(folder, basename(data)), base: folder }
}

/** Unpacks a gzipped file of documents into a folder of ours; its path. */
export async function unpackedLines(path: string, folder: string, limits: Limits): Promise<string> {
  const data = join(folder, 'data.ndjson')
  await written(bytesOf(path, limits), data)
  return data
}

/** Looks at every entry of an archive: which one holds the documents, and what all of it comes to. */
async function contentOf(path: string, limits: Limits): Promise<{ data: string; bytes: number }> {
  const seen = new Set<string>()
  const dataFiles: string[] = []
  let bytes = 0
  for await (const { name, kind, size } of entriesIn(bytesOf(path, limits), limits)) {
    if (kind !== 'file') continue
    // Two names that differ in case alone, or in how an å is composed, are one file on many disks.
    const once = name.normalize('NFC').toLowerCase()
    if (seen.has(once)) throw new ArchiveFault(`its entry ${JSON.stringify(name)} is there twice`)
    seen.add(once)
    bytes += size
    if (isDataFile(basename(name)) && name.split('/').length <= 3) dataFiles.push(name)
  }
  return { data: theOnly(dataFiles), bytes }
}

async function refuseLackOfRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  if (bytes > bavail * bsize)
    throw new ArchiveFault(
      `it needs ${readableBytes(bytes)} to unpack, and ${folder} has ${readableBytes(bavail * bsize)} left`,
    )
}

async function written(pieces: AsyncIterable<Buffer>, path: string): Promise<void> {
  // `wx` never follows or replaces what stands there.
  await pipeline(pieces, createWriteStream(path, { flags: 'wx', mode: 0o600 })).catch((fault: unknown) => {
    const isFull = fault instanceof Error && 'code' in fault && fault.code === 'ENOSPC'
    throw isFull ? new ArchiveFault(`there is no room left to unpack it in ${dirname(path)}`) : fault
  })
}
