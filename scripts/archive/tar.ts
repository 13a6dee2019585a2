import { ArchiveFault } from './archive-fault.ts'
import { ByteSource, truncated } from './byte-source.ts'
import { obstacleInName } from './entry-name.ts'
import type { Limits } from './limits.ts'
import { type Header, headerIn, isEmpty, namesIn, type Wish } from './tar-header.ts'

/** A file or a folder in an archive. */
export type Entry = {
  /** Safe to be joined to a folder: see `obstacleInName`. */
  name: string
  kind: 'file' | 'folder'
  /** In bytes. */
  size: number
  /** What the file holds; whatever is not taken is passed over. */
  bytes(): AsyncGenerator<Buffer>
}

const blockBytes = 512

/** A name in a header of its own may be this long before its own limit is looked at; nothing longer is ever held. */
const mostHeaderBytes = 64 * 1024

/**
 * The files and folders of a tar archive (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html, with GNU's long
 * names), as they come. The one reader for looking at an archive and for unpacking it, so that both see the same. The packages
 * at hand take kinds of entry that they do not know for files, and hold extended headers of any size in memory.
 * @throws ArchiveFault at the first entry that is neither file nor folder, has a name that could lead out, or is too much
 */
export async function* entriesIn(pieces: AsyncIterable<Buffer>, limits: Limits): AsyncGenerator<Entry> {
  const source = new ByteSource(pieces)
  let wish: Wish = {}
  try {
    for (let count = 0; ; ) {
      const header = await nextHeader(source)
      if (header === undefined) return
      if (++count > limits.entries)
        throw new ArchiveFault(`it has more than the ${limits.entries} entries that are taken`)
      if (header.kind === 'names') {
        wish = { ...wish, ...namesIn(header, await extension(source, header)) }
        continue
      }
      const entry = entryOf(header, wish, limits)
      const { bytes, passOver } = bodyOf(source, entry?.size ?? header.size)
      wish = {}
      if (entry !== undefined) yield { ...entry, bytes }
      await passOver()
    }
  } finally {
    await source.close()
  }
}

async function nextHeader(source: ByteSource): Promise<Header | undefined> {
  const block = await source.take(blockBytes)
  // Two empty blocks end an archive; some programs write one, or none.
  if (block.length === 0 || isEmpty(block)) return undefined
  if (block.length < blockBytes) throw truncated()
  return headerIn(block)
}

async function extension(source: ByteSource, { size }: Header): Promise<Buffer> {
  if (size > mostHeaderBytes) throw new ArchiveFault(`it has a header of ${size} bytes, where names take a few hundred`)
  const padded = await source.take(size + padding(size))
  if (padded.length < size) throw truncated()
  return padded.subarray(0, size)
}

function entryOf(header: Header, wish: Wish, limits: Limits): Omit<Entry, 'bytes'> | undefined {
  const name = wish.name ?? header.name
  if (header.kind !== 'file' && header.kind !== 'folder')
    throw new ArchiveFault(`its entry ${JSON.stringify(name)} is ${header.kind}; only files and folders are taken`)
  const obstacle = obstacleInName(name, limits)
  if (obstacle) throw new ArchiveFault(`its entry ${shown(name)} ${obstacle}`)
  const plain = name
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')
  const kind = name.endsWith('/') ? 'folder' : header.kind // the oldest programs tell folders so
  const size = header.kind === 'file' ? (wish.size ?? header.size) : 0 // folders may tell a size that nothing follows of
  return plain === '' ? undefined : { name: plain, kind, size }
}

function bodyOf(source: ByteSource, size: number) {
  let left = size
  const next = async (): Promise<Buffer> => {
    const piece = await source.piece(left)
    left -= piece.length
    return piece
  }
  return {
    async *bytes(): AsyncGenerator<Buffer> {
      while (left > 0) yield await next()
    },
    async passOver(): Promise<void> {
      while (left > 0) await next()
      await source.take(padding(size))
    },
  }
}

const padding = (size: number): number => (blockBytes - (size % blockBytes)) % blockBytes

const shown = (name: string): string => JSON.stringify(name.length > 80 ? `${name.slice(0, 77)}…` : name)
