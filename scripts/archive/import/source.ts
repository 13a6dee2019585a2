import { open, readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ArchiveFault } from '../archive-fault.ts'
import { ByteSource } from '../byte-source.ts'
import type { Limits } from '../limits.ts'
import { bytesOf } from '../packed-bytes.ts'
import { beginsAsTar } from '../tar-header.ts'
import { isDataFile, type Source, theOnly } from './data-file.ts'
import { unpackedArchive, unpackedLines } from './unpack.ts'

/**
 * Finds the documents in a folder, an archive (`.tar`, `.tar.gz`) or a file of them (`.ndjson`, `.ndjson.gz`). An archive is looked
 * at from end to end before anything of it is unpacked, and then goes into `folder()`; nothing is ever written elsewhere.
 * @throws ArchiveFault with the reason when it is none of these or cannot be trusted
 */
export async function openSource(path: string, folder: () => string, limits: Limits): Promise<Source> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) throw new ArchiveFault('there is no such file or folder')
  if (found.isDirectory()) return sourceInFolder(path)
  if (!found.isFile()) throw new ArchiveFault('it is neither a file nor a folder')
  const beginning = await firstBytes(path, limits)
  if (beginsAsTar(beginning)) return unpackedArchive(path, folder(), limits)
  if (!/^(\uFEFF)?\s*\{/.test(beginning.toString('utf8')))
    throw new ArchiveFault('it is neither an archive (.tar.gz) nor a file of documents (.ndjson)')
  return (await isPacked(path)) ? { data: await unpackedLines(path, folder(), limits) } : { data: path }
}

async function firstBytes(path: string, limits: Limits): Promise<Buffer> {
  const source = new ByteSource(bytesOf(path, limits))
  try {
    return await source.take(512)
  } finally {
    await source.close()
  }
}

async function isPacked(path: string): Promise<boolean> {
  await using file = await open(path)
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, 0)
  return buffer[0] === 0x1f
}

/** An unpacked export: the documents lie in the folder itself, or in the only folder of it that has any. */
async function sourceInFolder(path: string): Promise<Source> {
  const here = await dataFilesIn(path)
  const folders = (await readdir(path, { withFileTypes: true })).filter((entry) => entry.isDirectory())
  const below = here.length > 0 ? [] : await Promise.all(folders.map(({ name }) => dataFilesIn(join(path, name))))
  const data = theOnly([...here, ...below.flat()])
  return { data, base: dirname(data) }
}

async function dataFilesIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true })
  return entries.filter((entry) => entry.isFile() && isDataFile(entry.name)).map(({ name }) => join(path, name))
}
