import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import * as disk from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'

/** Bytes that have come in and have no name yet. What is not kept by the end of the scope is removed. */
export interface Incoming extends AsyncDisposable {
  /** Hexadecimal. */
  readonly sha1: string
  readonly size: number
  bytes(): Promise<Buffer<ArrayBuffer>>
  /**
   * Gives the bytes their name; when this returns they have reached the disk, name and all. What stands there under the name
   * is replaced: it is the same bytes, or the same bytes damaged.
   */
  keepAs(name: string): Promise<void>
}

/** The first and the last byte of a part. */
export type Span = { first: number; last: number }

/** A complete file, to be read as a whole or in part. */
export type StoredFile = { size: number; stream(span?: Span): ReadableStream<Uint8Array<ArrayBuffer>> }

const unfinished = '.part'

/** A file or folder that was opened. */
type Opened = Pick<disk.FileHandle, 'sync'> & { writeFile(bytes: Uint8Array): Promise<void> } & AsyncDisposable

/** What is written with, so that a test can let it fill up or lose its power; Node's own does in all else. */
export interface Disk {
  open(path: string, flags: 'wx' | 'r'): Promise<Opened>
  rename(from: string, to: string): Promise<void>
  rm(path: string, options: { force: true }): Promise<void>
}

/**
 * The bytes of all assets, one file each, named by their hash. What has a final name is complete: bytes are written
 * under a temporary one, forced to disk, and only then renamed.
 */
export class AssetFolder {
  readonly #folder: string
  readonly #disk: Disk
  #writes = 0

  private constructor(folder: string, writer: Disk) {
    this.#folder = folder
    this.#disk = writer
  }

  /** Opens the folder, or makes it, and clears away what an interrupted upload may have left. */
  static async open(folder: string, writer: Disk = disk): Promise<AssetFolder> {
    const made = await disk.mkdir(folder, { recursive: true })
    if (made !== undefined) await synced(writer, dirname(folder))
    const left = (await disk.readdir(folder)).filter((name) => name.endsWith(unfinished))
    await Promise.all(left.map((name) => writer.rm(join(folder, name), { force: true })))
    return new AssetFolder(folder, writer)
  }

  /** Writes bytes down as they come, at most so many; undefined, and nothing is left of them, when there are more. */
  async received(chunks: AsyncIterable<Uint8Array>, most: number): Promise<Incoming | undefined> {
    this.#writes += 1
    const path = join(this.#folder, `${process.pid}-${this.#writes}${unfinished}`)
    await using undo = new AsyncDisposableStack()
    undo.defer(() => this.#disk.rm(path, { force: true }))
    const written = await writtenDown(await this.#disk.open(path, 'wx'), chunks, most)
    if (!written) return undefined
    const kept = undo.move()
    return {
      ...written,
      bytes: () => disk.readFile(path),
      keepAs: async (name) => {
        await this.#disk.rename(path, join(this.#folder, name))
        await synced(this.#disk, this.#folder)
      },
      [Symbol.asyncDispose]: () => kept.disposeAsync(),
    }
  }

  /** The bytes of an asset, or undefined when there are none by that name. `name` has passed `isAssetName`. */
  async bytes(name: string): Promise<Buffer<ArrayBuffer> | undefined> {
    return disk.readFile(join(this.#folder, name)).catch(unlessMissing)
  }

  /** The file of an asset, or undefined when there is none by that name. `name` has passed `isAssetName`. */
  async file(name: string): Promise<StoredFile | undefined> {
    const path = join(this.#folder, name)
    const found = await disk.stat(path).catch(unlessMissing)
    if (!found) return undefined
    return { size: found.size, stream: (span) => streamOf(path, span) }
  }
}

async function writtenDown(opened: Opened, chunks: AsyncIterable<Uint8Array>, most: number) {
  const hash = createHash('sha1')
  let size = 0
  await using file = opened
  for await (const chunk of chunks) {
    size += chunk.byteLength
    if (size > most) return undefined
    hash.update(chunk)
    await file.writeFile(chunk)
  }
  await file.sync()
  return { sha1: hash.digest('hex'), size }
}

function streamOf(path: string, span?: Span): ReadableStream<Uint8Array<ArrayBuffer>> {
  const stream = createReadStream(path, span && { start: span.first, end: span.last })
  // Node's type says `any`; a stream without encoding gives bytes.
  return Readable.toWeb(stream) as ReadableStream<Uint8Array<ArrayBuffer>>
}

async function synced(writer: Disk, folder: string): Promise<void> {
  await using handle = await writer.open(folder, 'r')
  await handle.sync()
}

function unlessMissing(fault: NodeJS.ErrnoException): undefined {
  if (fault.code !== 'ENOENT') throw fault
  return undefined
}
