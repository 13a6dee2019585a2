import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { documentsIn } from '#schemas/build-record.ts'
import { type EditionWriter, type ImagesAt, openEdition } from '#site'
import type { Clock } from '../terminal/clock.ts'
import type { Report } from '../terminal/progress.ts'
import { astroBuild } from './astro.ts'
import type { LakeSource } from './open-press.ts'
import { allowingImagesFrom, headersFile } from './pictures/headers.ts'
import { makePictures } from './pictures.ts'
import { buildRecordBytes, buildRecordFile, buildRecordIn, recordOf } from './room/build-record.ts'
import { copiedEdition } from './room/edition-copy.ts'
import { type OutFolder, outFolder, refuseForeign } from './room/out-folder.ts'
import { type Synced, sweep } from './sync.ts'

/** What a clean build is made of, and where it goes. */
export type WholeBuild = {
  root: string
  out: string
  siteUrl: string
  source: LakeSource
  /** The folder that keeps every picture ever encoded. */
  images: string
  /** Where the images of the site lie; its own unless told otherwise. */
  imagesAt?: ImagesAt
  acceptFewer: boolean
  clock: Clock
  report: Report
  environment: Record<string, string | undefined>
  signal?: AbortSignal
}

/** What a clean build came to. */
export type WholeBuilt = Pick<Synced, 'leftOut'> & { addresses: number; pictures: number; failedPictures: string[] }

/**
 * Stands against a folder that a clean build must not replace.
 * @throws Problem when it holds something else than a site of ours
 */
export function refuseOut(out: string): void {
  refuseForeign(out, 'choose an empty folder with --out, or remove it')
}

/**
 * Builds the whole site with plain `astro build`, from an edition made for it alone, and puts it in the place of the one before
 * in one move.
 * @throws Problem when the lake cannot be read, the out folder is not ours, or Astro fails; the old folder then stands as it was
 */
export async function buildWhole(build: WholeBuild): Promise<WholeBuilt> {
  const { root, out, siteUrl, imagesAt: images = 'own', environment, report, signal } = build
  refuseOut(out)
  const building = `${out}.building-${process.pid}`
  using copy = copiedEdition(undefined)
  const edition = openEdition(copy.file, { siteUrl, images })
  try {
    const synced = await filled(build, edition)
    report('Building the site with Astro')
    const settings = { NOTITS_EDITION: copy.file, NOTITS_SITE_URL: siteUrl }
    await astroBuild({ root, outDir: building, settings, environment, signal })
    return { leftOut: synced.leftOut, ...(await complete(build, edition, building)) }
  } finally {
    edition.close()
    rmSync(building, { recursive: true, force: true })
  }
}

function filled({ source, out, acceptFewer, clock, report }: WholeBuild, edition: EditionWriter): Promise<Synced> {
  report(`Reading what is published from ${source.lakeName}`)
  const record = buildRecordIn(out)
  return sweep({
    ...source,
    edition: { ...edition, apply: edition.fill },
    now: clock.now(),
    acceptFewer,
    heldBefore: record ? documentsIn(record) : 0,
  })
}

type Completed = Omit<WholeBuilt, 'leftOut'>

async function complete(build: WholeBuild, edition: EditionWriter, building: string): Promise<Completed> {
  const { source, images, imagesAt, clock, report, signal } = build
  const folder = outFolder(building)
  if (imagesAt === 'cdn') allowImagesFrom(source.imageService, building, folder)
  const pictures = edition.pictures()
  const { original } = source
  const made = await makePictures({
    ...{ pictures, out: folder, cache: images, original, report, signal },
    shownBy: (address) => edition.shownBy(address),
  })
  const addresses = edition.addresses().length
  folder.write(buildRecordFile, buildRecordBytes(recordOf(edition, { publishedAt: clock.now(), addresses })))
  takePlace(building, build.out)
  return { addresses, pictures: made.made, failedPictures: made.failed }
}

function allowImagesFrom(origin: string, building: string, folder: OutFolder): void {
  folder.write(headersFile, allowingImagesFrom(readFileSync(join(building, headersFile)), origin))
}

function takePlace(building: string, out: string): void {
  const before = `${out}.before-${process.pid}`
  if (existsSync(out)) renameSync(out, before)
  renameSync(building, out)
  rmSync(before, { recursive: true, force: true })
}
