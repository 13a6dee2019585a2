import { join } from 'node:path'
import { fileOf, type PictureFile } from '#site'
import { Problem } from '../terminal/problem.ts'
import type { Report } from '../terminal/progress.ts'
import { pictureName, unmade } from './pictures/cache.ts'
import { type Darkroom, openDarkroom } from './pictures/darkroom.ts'
import type { FetchOriginal } from './reading/originals.ts'
import type { OutFolder } from './room/out-folder.ts'

/** What the making of picture files works on. */
export type PictureWork = {
  pictures: readonly PictureFile[]
  out: OutFolder
  /** The folder that keeps every picture ever encoded. */
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

/** Images under way at a time: one is made while the next one's original is fetched. */
const abreast = 2

/**
 * Puts every picture file that is missing in place; each image's original is fetched once, and only if some size of it is new.
 * Throws the signal's reason when it is aborted.
 */
export async function makePictures(work: PictureWork): Promise<PicturesMade> {
  const { pictures, out, cache, shownBy = () => [], report, signal } = work
  const missing = pictures.filter((picture) => !out.has(fileOf(picture.address)))
  const result: PicturesMade = { made: 0, failed: [], owed: [] }
  if (missing.length === 0) return result
  const queue = [...Map.groupBy(missing, (picture) => picture.assetId)]
  const total = queue.length
  using darkroom = openDarkroom(cache, 'now')
  const takeTurns = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      signal?.throwIfAborted()
      const [assetId, files] = next
      const uncut = unmade(files, cache)
      if (uncut.length > 0) report(`Making pictures (image ${total - queue.length} of ${total})`)
      const why = await whyUnmade(work, darkroom, uncut)
      const unplaced = unmade(files, cache)
      for (const file of files) {
        if (!unplaced.includes(file) && out.place(fileOf(file.address), join(cache, pictureName(file)))) result.made++
      }
      if (why === undefined) continue
      result.failed.push(sentenceFor(assetId, why, idsOf(files, shownBy)))
      result.owed.push(...unplaced)
    }
  }
  await Promise.all(Array.from({ length: abreast }, takeTurns))
  return { ...result, failed: result.failed.toSorted() }
}

/** Makes files of one image in the cache; gives what came in the way, if anything did. */
async function whyUnmade(
  { original, signal }: PictureWork,
  darkroom: Darkroom,
  files: readonly PictureFile[],
): Promise<string | Problem | undefined> {
  const [first] = files
  if (first === undefined) return undefined
  try {
    const developed = await darkroom.develop(await original(first), files, signal)
    return developed.ok ? undefined : developed.why
  } catch (fault) {
    signal?.throwIfAborted()
    if (fault instanceof Problem) return fault
    throw fault
  }
}

function idsOf(files: readonly PictureFile[], shownBy: (address: string) => string[]): string[] {
  return [...new Set(files.flatMap(({ address }) => shownBy(address)))].toSorted()
}

/** As many as a person looks up; the same image seldom stands in more. */
const mostNamed = 3

function sentenceFor(assetId: string, why: string | Problem, ids: readonly string[]): string {
  const named = ids.slice(0, mostNamed).join(', ')
  const more = ids.length > mostNamed ? ` and ${ids.length - mostNamed} more` : ''
  const shown = ids.length > 0 ? ` (shown by ${named}${more})` : ''
  if (why instanceof Problem) return `${why.message}${shown}`
  return `Could not make a picture of ${assetId}${shown}: ${why}; its pages stand without it until the image is uploaded again`
}
