import { Instant } from '#schemas/instant.ts'
import type { Change, EditionWriter, Noted, Refusal } from '#site'
import { type Batch, inBatches, ofTheSite } from './batches.ts'
import { admit, type LeftOut } from './door.ts'
import type { Heard, LakeReader, RawDocument } from './lake-reader.ts'

/** What taking documents in works on. */
export type Syncing = {
  lake: LakeReader
  edition: Pick<EditionWriter, 'apply' | 'revisions' | 'counts' | 'noted'>
  now: Instant
}

/**
 * Known changes: ids whose documents are new or altered, ids that left the published content, and documents of which something was
 * told that the lake must confirm.
 */
export type Changed = { altered: readonly string[]; gone: readonly string[]; heard?: readonly Heard[] }

/** What came of taking documents in: those that cannot be read, those that have no place on the site, and those not given. */
export type Taken = { leftOut: LeftOut[]; refused: Refusal[]; missing: string[] }

/**
 * Fetches what changed and hands it to the edition, batch by batch. Removals go with the last of them, so that a story that moves
 * from one document to another is never seen missing; so does what `noteOf` makes of the newest `_updatedAt` among the documents.
 */
export async function take(
  { lake, edition, now }: Syncing,
  changed: Changed,
  noteOf?: (newest: Instant | undefined) => Noted | undefined,
): Promise<Taken> {
  const taken: Taken = { leftOut: [], refused: [], missing: [] }
  const removals: Change[] = changed.gone.map((id) => ({ id, document: null }))
  let waiting: Change[] = []
  let newest: Instant | undefined
  const put = (changes: Change[], noted?: Noted): void => {
    taken.refused.push(...edition.apply(changes, now, noted).refused)
  }
  for await (const { asked, documents } of batchesOf(lake, changed, removals)) {
    if (waiting.length > 0) put(waiting)
    const { changes, leftOut } = admit(documents)
    waiting = changes
    newest = newestOf(documents, newest)
    taken.leftOut.push(...leftOut)
    taken.missing.push(...notGiven(asked, documents))
  }
  put([...waiting, ...removals], noteOf?.(newest))
  return taken
}

/** First what the lake must confirm; those of it that are told to be gone, and are, join the removals. */
async function* batchesOf(
  lake: LakeReader,
  { altered, heard = [] }: Changed,
  removals: Change[],
): AsyncGenerator<Batch, void, void> {
  if (heard.length > 0) {
    const documents = await lake.heard(heard)
    const given = new Set(documents.map(({ _id }) => _id))
    const isGone = (told: Heard): boolean => told.isGone && !given.has(told.id)
    const [gone, asked] = [heard.filter(isGone), heard.filter((told) => !isGone(told))]
    removals.push(...gone.map(({ id }) => ({ id, document: null })))
    yield ofTheSite(
      asked.map(({ id }) => id),
      documents,
    )
  }
  yield* inBatches(altered, lake.documents)
}

function notGiven(asked: readonly string[], documents: readonly RawDocument[]): string[] {
  const given = new Set(documents.map(({ _id }) => _id))
  return asked.filter((id) => !given.has(id))
}

function newestOf(documents: readonly RawDocument[], before: Instant | undefined): Instant | undefined {
  let newest = before
  for (const { _updatedAt } of documents) {
    const read = Instant.safeParse(_updatedAt)
    if (read.success && (newest === undefined || read.data > newest)) newest = read.data
  }
  return newest
}

/** Whether the id is that of an image's document. */
export const isImage = (id: string): boolean => id.startsWith('image-')
