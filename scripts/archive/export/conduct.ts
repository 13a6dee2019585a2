import { existsSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { SanityClient } from '@sanity/client'
import { type ExportProgress, exportDataset } from '@sanity/export'
import { z } from 'zod'
import { unlessAborted } from '../../terminal/interruption.ts'
import { Problem } from '../../terminal/problem.ts'
import type { Report } from '../../terminal/progress.ts'
import { named, withoutFault } from '../archive-fault.ts'
import { type Checked, checkedArchive } from './checked.ts'

/** What a person asks for. */
export type ExportOrder = {
  /** The archive to be made. */
  target: string
  overwrite: boolean
  drafts: boolean
  assets: boolean
  /** Only documents of these types; all when it is empty. */
  types: readonly string[]
  /** Whether the archive may lack assets that documents show. */
  acceptMissing: boolean
}

/** Where an export works: a lake, and a folder beside the target that is removed afterwards. */
export type ExportRoom = {
  client: SanityClient
  folder: string
  report: Report
  signal: AbortSignal
}

/** The types that Sanity gives its assets; without them, an export of some types would have no pictures. */
const assetTypes = ['sanity.imageAsset', 'sanity.fileAsset']

const Rows = z.array(z.object({ _id: z.string(), _type: z.string() }))

const isUnpublished = (id: string): boolean => /^(drafts|versions)\./.test(id)

/** @throws Problem when there is a file that must not be replaced */
export function refuseOverwriting({ target, overwrite }: ExportOrder): void {
  if (existsSync(target) && !overwrite)
    throw new Problem(
      `Cannot export to ${target}: it is there already; add --overwrite to replace it, or choose another name`,
    )
}

/**
 * Saves a lake to an archive by `@sanity/export`, as it is at one moment, reads the archive from end to end, and puts it in place only when it is whole.
 * @throws Problem when assets are missing or are not what they are called, and nothing then stands at the target
 */
export async function exported(order: ExportOrder, room: ExportRoom): Promise<Checked> {
  const { client, folder, report, signal } = room
  const made = join(folder, 'export.tar.gz')
  signal.throwIfAborted()
  const what = `Cannot export to ${order.target}`
  const task = { ...choiceOf(order), client, dataset: datasetOf(client), outputPath: made, onProgress: voice(report) }
  await unlessAborted(signal, exportDataset(task)).catch((fault: unknown) => {
    throw signal.aborted ? signal.reason : refused(what, fault)
  })
  report('Checking what was exported')
  const checked = await withoutFault(what, () => checkedArchive(made, signal))
  refuseIncomplete(checked, order, what)
  refuseOverwriting(order)
  await onDisk(made)
  await rename(made, order.target)
  return checked
}

/** Waits until the disk has a file, so that no power cut leaves its name with nothing behind it. */
async function onDisk(path: string): Promise<void> {
  await using file = await open(path, 'r+')
  await file.sync()
}

/** `@sanity/export` throws what the lake, the network and the disk do to it as plain errors; the disk's own are told elsewhere. */
function refused(what: string, fault: unknown): unknown {
  if (!(fault instanceof Error) || 'path' in fault) return fault
  return new Problem(`${what}: ${fault.message.split('\n')[0]}`)
}

function choiceOf({ drafts, assets, types }: ExportOrder) {
  return { drafts, assets, ...(types.length > 0 && { types: [...types, ...(assets ? assetTypes : [])] }) }
}

function datasetOf(client: SanityClient): string {
  return client.config().dataset ?? 'production'
}

function voice(report: Report): (progress: ExportProgress) => void {
  return ({ step, current, total }) => {
    if (step.startsWith('Exporting documents')) report(`Exporting documents${current ? `: ${current}` : ''}`)
    else if (step.startsWith('Downloading assets') && total) report(`Fetching assets: ${current ?? 0} of ${total}`)
    else if (step.startsWith('Adding assets')) report('Packing')
  }
}

function refuseIncomplete({ damaged, missing }: Checked, { acceptMissing }: ExportOrder, what: string): void {
  if (damaged.length > 0)
    throw new Problem(
      `${what}: ${named(damaged)} came with other bytes than their sha1 tells; look at the lake's assets, or export again`,
    )
  if (missing.length > 0 && !acceptMissing)
    throw new Problem(
      `${what}: the lake does not have ${named(missing)}, which documents show; export again, or add --accept-missing to do without them`,
    )
}

/** What an export would save: how many of each type, and how many of all these are assets. */
export type ExportPlan = { counts: Map<string, number>; documents: number; assets: number }

/** Counts what an export would save. */
export async function wouldExport({ drafts, assets, types }: ExportOrder, client: SanityClient): Promise<ExportPlan> {
  const wanted = types.length > 0 ? [...types, ...(assets ? assetTypes : [])] : undefined
  const rows = Rows.parse(await client.fetch('*[!(_id in path("_.**"))]{_id, _type}', {}, { perspective: 'raw' }))
  const counts = new Map<string, number>()
  for (const { _id, _type } of rows) {
    const isLeft =
      (wanted && !wanted.includes(_type)) || (!assets && assetTypes.includes(_type)) || (!drafts && isUnpublished(_id))
    if (!isLeft) counts.set(_type, (counts.get(_type) ?? 0) + 1)
  }
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const ofAssets = assetTypes.reduce((sum, type) => sum + (counts.get(type) ?? 0), 0)
  return { counts, documents: all - ofAssets, assets: ofAssets }
}
