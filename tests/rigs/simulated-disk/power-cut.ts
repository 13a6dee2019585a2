import type { SeededChance } from '../seeded-chance.ts'
import { GrowingBytes } from './growing-bytes.ts'
import type { DiskImage, DiskOperation, SimulatedDisk } from './simulated-disk.ts'

/** What a disk writes whole or not at all, in bytes. */
const sector = 512

/** A file as the disk has it, and what was done to it since it was last synced. */
type CachedFile = { durable: GrowingBytes; pending: DiskOperation[] }

type NameChange = { path: string; file: CachedFile | undefined }

/** How one power cut treats what was not synced. */
type Cut = {
  /** How often an un-synced write has reached the disk whole; else it is missing, or torn. */
  survival: number
  /** How often one that has not is there in part: some of its sectors, in any order. */
  tearing: number
  /** What stands where a file had grown but its content was not written. */
  filler: number
}

/**
 * The disk as power cuts at these moments would have left it: a moment is a number of operations done, in rising order. What was
 * synced is there. Of the rest each write is, by chance, there, missing or torn, whatever came after it; so are the ends of files
 * and the names of files that were made or deleted.
 */
export function* imagesAfterCuts(
  disk: Pick<SimulatedDisk, 'before' | 'operations'>,
  moments: readonly number[],
  chance: SeededChance,
): Generator<{ moment: number; image: DiskImage }> {
  const cache = new DiskCache(disk.before)
  let done = 0
  for (const moment of moments) {
    for (const operation of disk.operations.slice(done, moment)) cache.follow(operation)
    done = moment
    yield { moment, image: cache.image(cutBy(chance), chance) }
  }
}

function cutBy(chance: SeededChance): Cut {
  return {
    survival: chance.oneOf([0, 0.1, 0.5, 0.9, 1]),
    tearing: chance.oneOf([0, 0.3, 1]),
    filler: chance.oneOf([0, 0xff, 0x5a]),
  }
}

/** What stands between the programs and the disk: what they wrote, and how much of that the disk has for certain. */
class DiskCache {
  #durableNames: Map<string, CachedFile>
  #names: Map<string, CachedFile>
  #nameChanges: NameChange[] = []

  constructor(image: DiskImage) {
    this.#names = new Map([...image].map(([path, bytes]) => [path, { durable: new GrowingBytes(bytes), pending: [] }]))
    this.#durableNames = new Map(this.#names)
  }

  follow(operation: DiskOperation): void {
    const file = 'path' in operation ? this.#names.get(operation.path) : undefined
    if (operation.kind === 'create') this.#name(operation.path, { durable: new GrowingBytes(), pending: [] })
    else if (operation.kind === 'delete') this.#name(operation.path, undefined)
    else if (operation.kind === 'sync-names') this.#settleNames()
    else if (operation.kind === 'sync') settle(file)
    else file?.pending.push(operation)
  }

  image(cut: Cut, chance: SeededChance): DiskImage {
    const names = new Map(this.#durableNames)
    for (const { path, file } of this.#nameChanges) {
      if (chance.happens(0.5)) setName(names, path, file)
    }
    return new Map([...names].map(([path, file]) => [path, survivingBytes(file, cut, chance)]))
  }

  #settleNames(): void {
    this.#durableNames = new Map(this.#names)
    this.#nameChanges = []
  }

  #name(path: string, file: CachedFile | undefined): void {
    setName(this.#names, path, file)
    this.#nameChanges.push({ path, file })
  }
}

function setName(names: Map<string, CachedFile>, path: string, file: CachedFile | undefined): void {
  if (file) names.set(path, file)
  else names.delete(path)
}

function settle(file: CachedFile | undefined): void {
  for (const operation of file?.pending.splice(0) ?? []) {
    if (operation.kind === 'write') file?.durable.write(operation.offset, operation.bytes)
    else if (operation.kind === 'truncate') file?.durable.truncate(operation.size)
  }
}

/** Later writes to a place win over earlier ones that survive, and each survives by its own chance: so any order is possible. */
function survivingBytes({ durable, pending }: CachedFile, cut: Cut, chance: SeededChance): Uint8Array {
  const bytes = new GrowingBytes(durable.bytes)
  for (const operation of pending) {
    if (operation.kind === 'truncate') {
      if (chance.happens(cut.survival)) bytes.truncate(operation.size)
    } else if (operation.kind === 'write') {
      const { offset, bytes: written } = operation
      if (chance.happens(cut.survival)) bytes.write(offset, written, cut.filler)
      else if (chance.happens(cut.tearing)) tear(bytes, offset, written, cut, chance)
    }
  }
  return bytes.bytes
}

/** Some of the sectors that the write touches get their part of it. The file may be as long as if all had. */
function tear(file: GrowingBytes, offset: number, written: Uint8Array, cut: Cut, chance: SeededChance): void {
  const end = offset + written.length
  if (chance.happens(0.5)) file.extend(end, cut.filler)
  for (let from = offset; from < end; ) {
    const to = Math.min(end, (Math.floor(from / sector) + 1) * sector)
    if (chance.happens(0.5)) file.write(from, written.subarray(from - offset, to - offset), cut.filler)
    from = to
  }
}
