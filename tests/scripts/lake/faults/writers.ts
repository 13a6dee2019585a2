import { createHash } from 'node:crypto'
import type { SanityClient } from '@sanity/client'
import { type SeededChance, seededChance } from '../../../rigs/seeded-chance.ts'

const parts = ['1', '2', '3'] as const

/** Someone who writes without pause, transaction after transaction, until the lake is gone. */
export interface Writer {
  name: string
  /** The transactions that the lake said it keeps. */
  acknowledged: number
  /** The ids of the assets that it said it keeps. */
  uploads: string[]
  /** Resolves when the lake is gone. */
  done: Promise<void>
}

/** The ids of the documents that each transaction of a writer writes, all with the transaction's number as their mark. */
export function partsOf(writer: { name: string }): string[] {
  return parts.map((part) => `${writer.name}-${part}`)
}

/** A writer at work. Each transaction also counts one up in the document `counter`, which all writers share. */
export function writer(client: SanityClient, name: string, acknowledge: () => void): Writer {
  const working: Writer = { name, acknowledged: 0, uploads: [], done: Promise.resolve() }
  working.done = work(client, working, seededChance(hashOf(name)), acknowledge)
  return working
}

async function work(client: SanityClient, self: Writer, chance: SeededChance, acknowledge: () => void): Promise<void> {
  for (let mark = 1; ; mark++) {
    try {
      await written(client, self, mark)
      self.acknowledged = mark
      acknowledge()
      if (mark % 4 === 0) self.uploads.push(await uploaded(client, `${self.name} ${mark}`, chance))
    } catch (fault) {
      if (isAnswer(fault)) throw fault
      return
    }
  }
}

async function written(client: SanityClient, self: Writer, mark: number): Promise<void> {
  const transaction = client.transaction()
  for (const id of partsOf(self)) {
    if (mark === 1) transaction.create({ _id: id, _type: 'part', mark, text: '' })
    else transaction.patch(id, (patch) => patch.set({ mark, text: `${mark} `.repeat(mark % 400) }))
  }
  transaction.patch('counter', (patch) => patch.inc({ count: 1 }))
  await transaction.transactionId(`${self.name}.${mark}`).commit({ visibility: 'async' })
}

async function uploaded(client: SanityClient, name: string, chance: SeededChance): Promise<string> {
  const bytes = Buffer.from(`${name} `.repeat(chance.whole(10, 20_000)))
  const { _id } = await client.assets.upload('file', bytes, { filename: 'fil.txt', contentType: 'text/plain' })
  return _id
}

/** Whether the lake answered, with a refusal, instead of going away. */
function isAnswer(fault: unknown): boolean {
  return fault instanceof Error && 'statusCode' in fault
}

function hashOf(name: string): number {
  return createHash('sha1').update(name).digest().readUInt32BE()
}
