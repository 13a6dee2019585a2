import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Lake, openLake, type Perspective, type StoredDocument } from '../../../scripts/lake/lake.ts'

const noon = Date.parse('2026-03-03T12:00:00.000Z')

export interface TemporaryLake extends Lake, Disposable {
  folder: string
  /** Closes it, and opens a new one on the same folder. */
  reopened: () => TemporaryLake
  /** Mutations that must succeed; gives the transaction's id. */
  written: (...mutations: unknown[]) => string
  /** Actions that must succeed, each in Sanity's own name without `sanity.action.document.`. */
  acted: (...actions: { actionType: string; [field: string]: unknown }[]) => string
  /** What a query that must succeed gives, in the raw perspective unless another is named. */
  found: (query: string, params?: Record<string, unknown>, perspective?: Perspective) => Promise<unknown>
  /** The document as stored. */
  stored: (id: string) => StoredDocument | undefined
}

/** A lake in a folder of its own; each look at its clock is a second later than the one before, and ids count upwards. */
export function temporaryLake(folder = mkdtempSync(join(tmpdir(), 'lake-')), seconds = 0): TemporaryLake {
  let ticks = seconds
  let transactions = seconds
  let ids = seconds * 1000
  const clock = () => new Date(noon + ticks++ * 1000).toISOString()
  const chance = { transactionId: () => `tx${++transactions}`, documentId: () => `id${++ids}` }
  const lake = openLake({ folder, clock, chance, projectId: 'notits', dataset: 'production' })
  const written = (...mutations: unknown[]) => {
    const outcome = lake.mutate({ mutations, author: 'anna' })
    if (!outcome.ok) throw new Error(outcome.error.description)
    return outcome.transactionId
  }
  const acted: TemporaryLake['acted'] = (...actions) => {
    const outcome = lake.act({ actions: actions.map(inFull), author: 'anna' })
    if (!outcome.ok) throw new Error(outcome.error.description)
    return outcome.transactionId
  }
  const found: TemporaryLake['found'] = async (query, params = {}, perspective = 'raw') => {
    const outcome = await lake.query({ query, params, perspective, identity: 'anna' })
    if (!outcome.ok) throw new Error(outcome.error.description)
    return outcome.result
  }
  const reopened = () => {
    lake.close()
    return temporaryLake(folder, ticks + 1)
  }
  const dispose = () => {
    lake.close()
    rmSync(folder, { recursive: true, force: true })
  }
  const stored = (id: string) => lake.documents([id]).documents[0]
  return { ...lake, folder, reopened, written, acted, found, stored, [Symbol.dispose]: dispose }
}

/** An action with its name in full. */
export function inFull({ actionType, ...fields }: { actionType: string; [field: string]: unknown }): unknown {
  return { actionType: `sanity.action.document.${actionType}`, ...fields }
}
