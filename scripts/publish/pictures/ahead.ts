import type { SanityClient } from '@sanity/client'
import { contentTypes } from '#schemas/documents.ts'
import { readDraft } from '#schemas/draft.ts'
import { ImageAsset } from '#schemas/image.ts'
import { type PictureFile, picturesOf } from '#site'
import type { Clock } from '../../terminal/clock.ts'
import { type LakeReader, lakeReader, type RawDocument } from '../reading/lake-reader.ts'
import { listenTo } from '../reading/listener.ts'
import type { FetchOriginal } from '../reading/originals.ts'
import { unmade } from './cache.ts'
import { type Darkroom, openDarkroom } from './darkroom.ts'
import { type Drafts, waitingDrafts } from './waiting-drafts.ts'

/** What the making of pictures ahead works on: a lake, and the folder that keeps every picture ever encoded. */
export type AheadWork = {
  client: SanityClient
  lakeName: string
  original: FetchOriginal
  cache: string
  clock: Clock
}

/** Milliseconds in which a draft that changes again is left alone: its focal point is still being dragged. */
const rest = 800

/** Milliseconds until a lake that refused to tell anything is asked again. */
const afterRefusal = 60_000

/** Drafts looked at when the lake has just been reached; those changed last are those that will be published next. */
const mostLookedAt = 200

/**
 * Makes the pictures of every draft as soon as it uses them, so that publishing it does not wait for them; with one processor at most,
 * and only while nobody else wants that. What fails is left to the publish, which tells of it. Ends when the signal is aborted, and never throws.
 */
export async function encodeAhead(work: AheadWork, signal: AbortSignal): Promise<void> {
  const { client, lakeName: name, clock } = work
  const lake = lakeReader({ client, name, clock, signal, perspective: 'raw' })
  const drafts = waitingDrafts()
  using _ears = earsFor(work, lake, drafts, signal)
  const hopeless = new Set<string>()
  while (!signal.aborted) {
    await drafts.arrival(signal)
    await clock.wait(rest, signal).catch(nothing) // aborted: the loop ends
    using darkroom = openDarkroom(work.cache, 'ahead')
    for (let id = drafts.newest(); id !== undefined && !signal.aborted; id = drafts.newest()) {
      await developed(id, { ...work, lake, darkroom, hopeless, signal }).catch(nothing)
    }
  }
}

/** Listens to drafts; after each new connection, looks at those that changed last. */
function earsFor({ client, lakeName, clock }: AheadWork, lake: LakeReader, drafts: Drafts, signal: AbortSignal) {
  let ears: Disposable | undefined
  const prick = (): void => {
    ears = listenTo(
      client,
      lakeName,
      {
        news(news) {
          if (news.kind === 'altered') drafts.add(news.id)
          else if (news.kind === 'gone') drafts.forget(news.id)
          else if (news.kind === 'sweep') newestDrafts(lake).then(drafts.addOlder, nothing)
        },
        lost: nothing, // the press tells of it
        refused: () => clock.wait(afterRefusal, signal).then(prick, nothing), // aborted: nobody listens any more
      },
      isDraft,
    )
  }
  prick()
  return { [Symbol.dispose]: () => ears?.[Symbol.dispose]() }
}

const isDraft = (id: string) => id.startsWith('drafts.')

async function newestDrafts(lake: LakeReader): Promise<string[]> {
  const { heads } = await lake.newest(contentTypes, mostLookedAt)
  return heads.map(({ _id }) => _id).filter(isDraft)
}

type Developing = AheadWork & {
  lake: LakeReader
  darkroom: Darkroom
  /** Images that could not be made; they are not tried again here. */
  hopeless: Set<string>
  signal: AbortSignal
}

async function developed(id: string, work: Developing): Promise<void> {
  const { lake, cache, original, darkroom, hopeless, signal } = work
  const [raw] = await lake.documents([id])
  const missing = raw ? unmade(await picturesFor(raw, work), cache) : []
  for (const [assetId, files] of Map.groupBy(missing, (file) => file.assetId)) {
    const [first] = files
    if (first === undefined || hopeless.has(assetId)) continue
    const made = await original(first).then(
      (bytes) => darkroom.develop(bytes, files, signal),
      () => ({ ok: false }),
    )
    if (!made.ok) hopeless.add(assetId)
  }
}

async function picturesFor(raw: RawDocument, { lake, clock }: Developing): Promise<PictureFile[]> {
  const draft = readDraft(raw, clock.now())
  const ids = draft ? imageIdsIn(draft.document) : []
  if (!draft || ids.length === 0) return []
  const found = await lake.documents(ids)
  const assets = new Map(found.flatMap((document) => ImageAsset.safeParse(document).data ?? []).map((a) => [a._id, a]))
  return picturesOf(draft.document, (image) => assets.get(image))
}

function imageIdsIn(value: unknown): string[] {
  const ids = new Set<string>()
  JSON.stringify(value, (name, inside: unknown) => {
    if (name === '_ref' && typeof inside === 'string' && inside.startsWith('image-')) ids.add(inside)
    return inside
  })
  return [...ids]
}

function nothing(): void {}
