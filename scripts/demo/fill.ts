import type { SanityClient } from '@sanity/client'
import { unlessAborted } from '../terminal/interruption.ts'
import { bitmap } from './bitmaps.ts'
import { type DemoDocument, demoDocuments, demoIds } from './documents.ts'
import { type ImageAssets, type PictureName, pictureNames } from './pictures.ts'
import { type FillingPlan, planFilling } from './plan.ts'

/** Where the demo goes, when it is now, and who hears how far it has come. */
export type Errand = {
  client: SanityClient
  /** An instant in UTC. */
  now: string
  report: (sentence: string) => void
  /** Gives a picture as a PNG; the demo's own drawings when left out. */
  draw?: (name: PictureName) => Promise<Buffer>
  /** Ends the errand; its reason is then thrown. */
  signal?: AbortSignal
}

/** What filling the lake did, as ids. */
export type Filled = FillingPlan & {
  /** Of the created, those that the site shows later, since this machine's clock is behind the demo's dates. */
  waiting: string[]
}

/** Pictures drawn and uploaded at the same time: drawing one takes a core, and the lake reads each in turn. */
const atOnce = 2

/**
 * Puts the demo content into the lake and leaves alone what is there already, also when it was changed or unpublished. The
 * documents come in one transaction, so that an interrupted run leaves pictures at most; the next run goes on from there.
 */
export async function fillWithDemo({ client, now, report, ...rest }: Errand): Promise<Filled> {
  const { draw = bitmap, signal = neverAborted } = rest
  const plan = await demoPlan(client)
  if (plan.created.length === 0) return { ...plan, waiting: [] }
  const assets = await uploadedPictures({ client, draw, report, signal })
  const documents = demoDocuments(assets).filter(({ _id }) => plan.created.includes(_id))
  report(`Putting in the ${documents.length} documents of the demo`)
  const transaction = client.transaction()
  for (const document of documents) transaction.createIfNotExists<object>(document)
  await transaction.commit()
  return { ...plan, waiting: documents.filter((document) => isLater(document, now)).map(({ _id }) => _id) }
}

/** What filling this lake would create, keep and hold back; changes nothing. */
export async function demoPlan(client: SanityClient): Promise<FillingPlan> {
  const ids = [...demoIds, ...demoIds.map((id) => `drafts.${id}`)]
  const there: unknown = await client.fetch('*[_id in $ids]._id', { ids }, { perspective: 'raw' })
  if (!Array.isArray(there)) throw new Error('The lake answered the question for the demo’s documents with no list')
  return planFilling(new Set(there.map(String)))
}

const neverAborted = new AbortController().signal

type Upload = Required<Omit<Errand, 'now'>>

async function uploadedPictures({ client, draw, report, signal }: Upload): Promise<ImageAssets> {
  const upload = async (name: PictureName): Promise<[PictureName, string]> => {
    const options = { filename: `${name}.png`, contentType: 'image/png' }
    return [name, (await client.assets.upload('image', await draw(name), options))._id]
  }
  const ids: [PictureName, string][] = []
  while (ids.length < pictureNames.length) {
    report(`Drawing the demo’s pictures: ${ids.length} of ${pictureNames.length}`)
    const next = pictureNames.slice(ids.length, ids.length + atOnce)
    ids.push(...(await unlessAborted(signal, Promise.all(next.map(upload)))))
  }
  return Object.fromEntries(ids) as ImageAssets // fromEntries forgets the names; every one of them was gone through
}

function isLater(document: DemoDocument, now: string): boolean {
  return 'publishedAt' in document && document.publishedAt > now
}
