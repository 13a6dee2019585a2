import type { SeededChance } from '../../../rigs/seeded-chance.ts'

const pageBytes = 4096

/** What may happen to the bytes of a database file while nobody has it open. */
export type Damage = (bytes: Buffer, chance: SeededChance) => Buffer

function somewhere(bytes: Buffer, chance: SeededChance): number {
  return chance.whole(0, bytes.length)
}

function pageOf(bytes: Buffer, chance: SeededChance): Buffer {
  const at = Math.floor(somewhere(bytes, chance) / pageBytes) * pageBytes
  return bytes.subarray(at, at + pageBytes)
}

function filled(page: Buffer, value: () => number): void {
  for (const at of page.keys()) page[at] = value()
}

/** The damages that disks, cables, programs and people do, by name. */
export const damages: Record<string, Damage> = {
  'a letter of a document changed': (bytes, chance) => {
    // History keeps no revisions inside of documents, so this is one as it stands; the letter is one of its revision.
    const revisions = [...bytes.toString('latin1').matchAll(/"_rev":"/g)]
    const found = revisions[chance.whole(0, revisions.length)]
    bytes.write('x', (found?.index ?? 0) + '"_rev":"'.length)
    return bytes
  },
  'one bit turned': (bytes, chance) => {
    const at = somewhere(bytes, chance)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << chance.whole(0, 8))
    return bytes
  },
  'some bytes overwritten': (bytes, chance) => {
    const at = somewhere(bytes, chance)
    filled(bytes.subarray(at, at + chance.whole(1, 60)), () => chance.whole(0, 256))
    return bytes
  },
  'a page of zeros': (bytes, chance) => {
    pageOf(bytes, chance).fill(0)
    return bytes
  },
  'a page of noise': (bytes, chance) => {
    filled(pageOf(bytes, chance), () => chance.whole(0, 256))
    return bytes
  },
  'a page written in the place of another': (bytes, chance) => {
    pageOf(bytes, chance).copy(pageOf(bytes, chance))
    return bytes
  },
  'two pages in each other’s place': (bytes, chance) => {
    const [one, other] = [pageOf(bytes, chance), pageOf(bytes, chance)]
    const kept = Buffer.from(one)
    other.copy(one)
    kept.copy(other)
    return bytes
  },
  'a sector lost': (bytes, chance) => {
    const at = Math.floor(somewhere(bytes, chance) / 512) * 512
    bytes.fill(0, at, at + 512)
    return bytes
  },
  'an end that is missing': (bytes, chance) => bytes.subarray(0, somewhere(bytes, chance)),
  'an end that is too long': (bytes, chance) => Buffer.concat([bytes, Buffer.alloc(chance.whole(1, 9000), 0x61)]),
}
