import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileOf, type PictureFile } from '#site'
import { Problem } from '../terminal/problem.ts'
import type { Report } from '../terminal/progress.ts'
import type { FetchOriginal } from './reading/originals.ts'
import type { OutFolder } from './room/out-folder.ts'

/** What the making of picture files works on. */
export type PictureWork = {
  pictures: readonly PictureFile[]
  out: OutFolder
  /** The folder that keeps every picture ever encoded, named by what it was made from. */
  cache: string
  original: FetchOriginal
  /** The ids of the documents whose pages show the picture at an address. */
  shownBy?: (address: string) => string[]
  report: Report
  signal?: AbortSignal | undefined
}

/**
 * How many picture files were put in place, and a sentence for each image that could not be made; its pages stand without it.
 * `owed` are the files of those, to be tried again when the image may have been mended.
 */
export type PicturesMade = { made: number; failed: string[]; owed: PictureFile[] }

/** Raised when the encoding below changes, so that no old picture is taken for a new one. */
const encoding = 1

/** Images worked on at a time; each may use all cores. */
const abreast = 2

/**
 * Puts every picture file that is missing in place; each image's original is fetched once, and only if some size of it is new.
 * Throws the signal's reason when it is aborted.
 */
export async function makePictures(given: PictureWork): Promise<PicturesMade> {
  const { pictures, out, cache, original, shownBy = () => [], report, signal } = given
  const missing = pictures.filter((picture) => !out.has(fileOf(picture.address)))
  if (missing.length === 0) return { made: 0, failed: [], owed: [] }
  mkdirSync(cache, { recursive: true })
  const result: PicturesMade = { made: 0, failed: [], owed: [] }
  const queue = [...Map.groupBy(missing, (picture) => picture.assetId)]
  const total = queue.length
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      signal?.throwIfAborted()
      const [assetId, sizes] = next
      const uncut = sizes.filter((size) => !existsSync(join(cache, cacheName(size))))
      try {
        if (uncut.length > 0) report(`Making pictures (image ${total - queue.length} of ${total})`)
        await encode(uncut, cache, original)
        for (const size of sizes) if (out.place(fileOf(size.address), join(cache, cacheName(size)))) result.made++
      } catch (fault) {
        signal?.throwIfAborted()
        result.failed.push(sentenceFor(assetId, fault, idsOf(sizes, shownBy)))
        result.owed.push(...sizes.filter((size) => !out.has(fileOf(size.address))))
      }
    }
  }
  await Promise.all(Array.from({ length: abreast }, work))
  return { ...result, failed: result.failed.toSorted() }
}

async function encode(sizes: readonly PictureFile[], cache: string, original: FetchOriginal): Promise<void> {
  const [first] = sizes
  if (first === undefined) return
  const bytes = await original(first)
  for (const size of sizes) {
    const file = join(cache, cacheName(size))
    const unfinished = `${file}.${process.pid}.part`
    // Without `flush`, a power cut could leave a name without its bytes, and nobody would ever make them again.
    writeFileSync(unfinished, await encoded(bytes, size), { flush: true })
    renameSync(unfinished, file)
  }
}

async function encoded(original: Buffer, { rect, width, height, format }: PictureFile): Promise<Buffer> {
  const { default: sharp } = await import('sharp') // most publishes make no picture and need not load it
  const upright = sharp(original, { failOn: 'error' }).autoOrient()
  const cut = rect ? upright.extract(rect) : upright
  const sized = cut.resize(width, height, { fit: 'cover' })
  if (format === 'webp') return sized.webp({ quality: 78, effort: 4 }).toBuffer()
  return sized.flatten({ background: '#ffffff' }).jpeg({ quality: 80, progressive: true }).toBuffer()
}

function cacheName({ assetId, rect, width, height, format }: PictureFile): string {
  const recipe = JSON.stringify([
    encoding,
    assetId,
    rect ? [rect.left, rect.top, rect.width, rect.height] : null,
    width,
    height,
  ])
  return `${createHash('sha256').update(recipe).digest('hex').slice(0, 32)}.${format}`
}

function idsOf(sizes: readonly PictureFile[], shownBy: (address: string) => string[]): string[] {
  return [...new Set(sizes.flatMap(({ address }) => shownBy(address)))].toSorted()
}

/** As many as a person looks up; the same image seldom stands in more. */
const mostNamed = 3

function sentenceFor(assetId: string, fault: unknown, ids: readonly string[]): string {
  const named = ids.slice(0, mostNamed).join(', ')
  const more = ids.length > mostNamed ? ` and ${ids.length - mostNamed} more` : ''
  const shown = ids.length > 0 ? ` (shown by ${named}${more})` : ''
  if (fault instanceof Problem) return `${fault.message}${shown}`
  const why = fault instanceof Error ? fault.message : String(fault)
  return `Could not make a picture of ${assetId}${shown}: ${why}; its pages stand without it until the image is uploaded again`
}
