import { GrowingBytes } from './growing-bytes.ts'

/** What a disk holds: the bytes of each file. */
export type DiskImage = ReadonlyMap<string, Uint8Array>

/** What was done to the disk, in order. `sync-names` is what syncing a folder does: its entries reach the disk. */
export type DiskOperation =
  | { kind: 'create' | 'delete' | 'sync'; path: string }
  | { kind: 'write'; path: string; offset: number; bytes: Uint8Array }
  | { kind: 'truncate'; path: string; size: number }
  | { kind: 'sync-names' }

/** A disk in memory that writes down all that is done to it, and may be full. */
export class SimulatedDisk {
  readonly before: DiskImage
  readonly operations: DiskOperation[] = []
  /** The bytes that all files together may have. */
  capacity = Number.POSITIVE_INFINITY
  readonly #files: Map<string, GrowingBytes>

  /** @param image what it holds to begin with, all of it durable */
  constructor(image: DiskImage = new Map()) {
    this.before = image
    this.#files = new Map([...image].map(([path, bytes]) => [path, new GrowingBytes(bytes)]))
  }

  /** The bytes in use. */
  get size(): number {
    return [...this.#files.values()].reduce((sum, { bytes }) => sum + bytes.length, 0)
  }

  /** What it holds now, as programs see it. */
  get image(): DiskImage {
    return new Map([...this.#files].map(([path, { bytes }]) => [path, bytes.slice()]))
  }

  has(path: string): boolean {
    return this.#files.has(path)
  }

  create(path: string): void {
    this.#files.set(path, new GrowingBytes())
    this.operations.push({ kind: 'create', path })
  }

  delete(path: string): boolean {
    if (!this.#files.delete(path)) return false
    this.operations.push({ kind: 'delete', path })
    return true
  }

  /** A view of the file's bytes, good until the next write. */
  bytes(path: string): Uint8Array {
    return this.#file(path).bytes
  }

  /** False when the disk is full: nothing is written then. */
  write(path: string, offset: number, bytes: Uint8Array): boolean {
    const file = this.#file(path)
    const growth = Math.max(0, offset + bytes.length - file.bytes.length)
    if (growth > 0 && this.size + growth > this.capacity) return false
    const own = bytes.slice()
    file.write(offset, own)
    this.operations.push({ kind: 'write', path, offset, bytes: own })
    return true
  }

  truncate(path: string, size: number): void {
    this.#file(path).truncate(size)
    this.operations.push({ kind: 'truncate', path, size })
  }

  sync(path: string): void {
    this.operations.push({ kind: 'sync', path })
  }

  syncNames(): void {
    this.operations.push({ kind: 'sync-names' })
  }

  #file(path: string): GrowingBytes {
    const file = this.#files.get(path)
    if (!file) throw new Error(`The simulated disk has no file ${path}`)
    return file
  }
}
