import type { SanityClient } from '@sanity/client'
import type { Clock } from '../../terminal/clock.ts'
import type { Report } from '../../terminal/progress.ts'
import { ArchiveFault, named, withoutFault } from '../archive-fault.ts'
import { assetAddress } from '../asset-address.ts'
import { type Limits, limits as standardLimits } from '../limits.ts'
import { type PrivateFolder, privateFolder } from '../private-folder.ts'
import {
  type AssetFile,
  type AssetMap,
  assetFiles,
  assetMapOf,
  refuseDamaged,
  wantedBy,
} from './assets/archive-assets.ts'
import { remoteAssets } from './assets/remote-assets.ts'
import { internet, type Outside } from './assets/remote-bytes.ts'
import type { Source } from './data-file.ts'
import type { DocumentNote } from './documents/document-note.ts'
import { remarksOn, surveyed } from './documents/survey.ts'
import { idsThere } from './lake-content.ts'
import { danglingReferences, type ImportPlan, type Mode, obstacleInLake, planImport } from './plan.ts'
import { openSource } from './source.ts'

/** What a person asks for. */
export type ImportOrder = {
  path: string
  mode: Mode
  /** Whether assets may be fetched from other servers of the internet. */
  allowRemote: boolean
  /** Whether documents may come without assets that the archive lacks. */
  acceptMissing: boolean
}

/** Where an import works. */
export type ImportRoom = {
  client: SanityClient
  /** The folder that the private folder of an import is made in. */
  home: string
  /** How much an archive may be; `limits` when left out. */
  limits?: Limits
  /** What assets may be fetched from; the internet when left out. */
  outside?: Outside
  clock: Clock
  report: Report
  signal: AbortSignal
}

/** An import that nothing stands in the way of; disposing of it removes what was unpacked. */
export interface Prepared extends Disposable {
  source: Source
  plan: ImportPlan
  files: AssetFile[]
  map: AssetMap
  /** Sentences that a person should read before or after. */
  remarks: string[]
}

/**
 * Looks at everything that is to be imported, and at the lake, before anything is written to it.
 * @throws Problem with the reason, when it cannot or must not be imported as it is
 */
export async function prepareImport(order: ImportOrder, room: ImportRoom): Promise<Prepared> {
  let made: PrivateFolder | undefined
  const folder = (): string => {
    made ??= privateFolder(room.home, 'import')
    return made.path
  }
  try {
    const prepared = await withoutFault(`Cannot import ${order.path}`, () => lookedAt(order, room, folder))
    return { ...prepared, [Symbol.dispose]: () => made?.[Symbol.dispose]() }
  } catch (thrown) {
    made?.[Symbol.dispose]()
    throw thrown
  }
}

async function lookedAt(order: ImportOrder, room: ImportRoom, folder: () => string): Promise<Omit<Prepared, symbol>> {
  const { report, signal, limits = standardLimits, outside = internet, client } = room
  report(`Looking at ${order.path}`)
  const source = await openSource(order.path, folder, limits)
  signal.throwIfAborted()
  const survey = await surveyed(source.data, limits, report)
  const plan = await planAgainst(client, survey.notes, order.mode, report)
  const notes = [...plan.created, ...plan.replaced]
  const dangling = await refuseDangling(client, notes, survey.notes, report)
  signal.throwIfAborted()
  const wanted = wantedBy(notes)
  const { found, missing } = await assetFiles(source, wanted)
  if (missing.length > 0 && !order.acceptMissing) throw new ArchiveFault(lacking(missing, source))
  const map = await assetMapOf(source)
  refuseDamaged(found, map)
  const fetched = await remoteAssets(wanted, { allowed: order.allowRemote, folder, outside, report, signal })
  const remarks = [...remarksOn(survey), ...remarksOnLack(dangling, missing)]
  return { source, plan, files: [...withoutThoseLeft(found, plan.left), ...fetched], map, remarks }
}

async function planAgainst(client: SanityClient, notes: DocumentNote[], mode: Mode, report: Report) {
  const ids = notes.map(({ id }) => id)
  const plan = planImport(notes, await idsThere(client, ids, report), mode)
  const obstacle = obstacleInLake(plan, mode)
  if (obstacle) throw new ArchiveFault(obstacle)
  return plan
}

/** Refuses published documents whose strong references lead neither into the file nor into the lake; tells those of drafts. */
async function refuseDangling(client: SanityClient, notes: DocumentNote[], all: DocumentNote[], report: Report) {
  const inFile = new Set(all.map(({ id }) => id))
  const outside = new Set(notes.flatMap(({ strong }) => strong.filter((id) => !inFile.has(id))))
  const inLake = await idsThere(client, [...outside], report)
  const { published, drafts } = danglingReferences(notes, (id) => inFile.has(id) || inLake.has(id))
  if (published.length > 0)
    throw new ArchiveFault(
      `documents refer to what is neither in it nor in the lake (${named(published)}); import what they refer to first`,
    )
  return drafts
}

function lacking(missing: string[], { base }: Source): string {
  const lack =
    base === undefined
      ? 'a file of documents alone brings no assets, and its documents show some'
      : 'assets that its documents show are not in it'
  return `${lack} (${named(missing)}); import the whole export, or add --accept-missing to do without them`
}

function remarksOnLack(dangling: string[], missing: string[]): string[] {
  return [
    ...(dangling.length > 0 ? [`Drafts refer to what is not there: ${named(dangling)}`] : []),
    ...(missing.length > 0 ? [`Documents come without ${named(missing)}: the files are not there`] : []),
  ]
}

/** All files but those that only documents show which are left as they are. */
function withoutThoseLeft(files: AssetFile[], left: readonly DocumentNote[]): AssetFile[] {
  const shownThere = new Set(left.flatMap(({ assets }) => assets.map(pathIn)))
  return files.filter(({ name, names }) => names.length > 0 || !shownThere.has(name))
}

function pathIn(text: string): string | undefined {
  const address = assetAddress(text)
  return address.ok && address.place === 'archive' ? address.path : undefined
}
