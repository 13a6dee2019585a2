import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { fileDocument, imageDocument, type ReceivedBytes, type UploadNotes } from '../../assets/asset-document.ts'
import type { AssetFolder, Incoming } from '../../assets/asset-folder.ts'
import { Darkroom } from '../../assets/darkroom.ts'
import { mostPixels } from '../../assets/limits.ts'
import { factsOf, headOf, type ImageFacts, MetadataPart } from '../../assets/metadata/image-facts.ts'
import type { Lake } from '../../lake.ts'
import { Refusal, refusal } from '../refusals.ts'
import { addressOptions, type Env, sent } from '../wire.ts'
import { incomingBytes, left } from './incoming-bytes.ts'

const text = z.string().max(5000).optional()

const Notes = z
  .object({
    filename: text,
    label: text,
    title: text,
    description: text,
    creditLine: text,
    sourceId: text,
    sourceName: text,
    sourceUrl: text,
  })
  .transform(({ sourceId: id, sourceName: name, sourceUrl: url, ...notes }): UploadNotes => {
    return id && name ? { ...notes, source: { id, name, ...(url && { url }) } } : notes
  })

type Storage = { lake: Lake; assets: AssetFolder; newId: () => string; projectId: string; dataset: string }

/** Uploads: the body is the bytes. The same bytes give the same document, however often they come. */
export function uploadRoutes(storage: Storage): Hono<Env> {
  const darkroom = new Darkroom(mostPixels)
  return new Hono<Env>()
    .post('/assets/images/:dataset', async (c) => {
      const notes = addressOptions(c, Notes)
      const parts = wantedParts(c)
      await using incoming = await incomingBytes(c, storage.assets)
      const facts = await factsWithin(darkroom, incoming, parts, c.req.raw.signal)
      // Awaited here: the bytes are thrown away at the end of this block.
      return await kept(c, storage, incoming, imageDocument(receivedBytes(c, storage, incoming), facts, notes))
    })
    .post('/assets/files/:dataset', async (c) => {
      const notes = addressOptions(c, Notes)
      await using incoming = await incomingBytes(c, storage.assets)
      return await kept(c, storage, incoming, fileDocument(receivedBytes(c, storage, incoming), notes))
    })
}

/** What `meta` in the address asks for, once for each; undefined when it is not there. @throws {Refusal} 400 for an unknown one */
function wantedParts(c: Context<Env>): MetadataPart[] | undefined {
  const asked = c.req.queries('meta')?.flatMap((names) => names.split(','))
  const read = MetadataPart.array().optional().safeParse(asked)
  if (read.success) return read.data
  const parts = MetadataPart.options.join(', ')
  throw new Refusal(400, 'validationError', `The address is not as expected at meta: there are ${parts}`)
}

/**
 * Reads the bytes once for the head and once more for the rest, so that none are held while others are at work.
 * @throws {Refusal} 400 for what is no image that can be taken, or when the sender leaves before its turn
 */
async function factsWithin(
  darkroom: Darkroom,
  incoming: Incoming,
  parts: MetadataPart[] | undefined,
  sender: AbortSignal,
): Promise<ImageFacts> {
  const head = await darkroom.with(0, async () => headOf(await incoming.bytes()))
  if (!head.ok) throw new Refusal(400, 'invalidImage', head.sentence)
  const read = await darkroom.with(head.width * head.height, async () => {
    if (sender.aborted) throw left()
    return factsOf(await incoming.bytes(), head, parts)
  })
  if (!read.ok) throw new Refusal(400, 'invalidImage', read.sentence)
  return read.facts
}

/** `type/subtype` and its parameters (RFC 9110, 8.3.1). */
const mimeType = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;[\x20-\x7e]*)?$/

function receivedBytes(c: Context<Env>, { newId, projectId, dataset }: Storage, incoming: Incoming): ReceivedBytes {
  const told = c.req.header('content-type') ?? ''
  const { sha1, size } = incoming
  const type = mimeType.test(told) ? told : 'application/octet-stream'
  return { sha1, size, mimeType: type, uploadId: newId(), projectId, dataset }
}

type Prepared = { name: string; document: { _id: string; [field: string]: unknown } }

/** Bytes first: an asset document that can be seen always has a complete file. */
async function kept(c: Context<Env>, { lake }: Storage, incoming: Incoming, { name, document }: Prepared) {
  await incoming.keepAs(name)
  // Nobody is there to be told, and the lake itself may be closed by now: bytes without a document are no asset yet.
  if (c.req.raw.signal.aborted) throw left()
  const mutated = lake.mutate({ mutations: [{ createIfNotExists: document }], author: c.var.caller.id })
  if (!mutated.ok) return refusal(mutated.status, mutated.error)
  return sent(c, { document: lake.documents([document._id]).documents[0] })
}
