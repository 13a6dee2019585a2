import { createHash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { fileDocument, imageDocument, type ReceivedBytes, type UploadNotes } from '../../assets/asset-document.ts'
import type { AssetFolder } from '../../assets/asset-folder.ts'
import { readImage } from '../../assets/image-facts.ts'
import type { Lake } from '../../lake.ts'
import { bytesWithin } from '../body.ts'
import { Refusal, refusal } from '../refusals.ts'
import { addressOptions, type Env, sent } from '../wire.ts'

const mostUploadedBytes = 50 * 1024 * 1024

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
  return new Hono<Env>()
    .post('/assets/images/:dataset', async (c) => {
      const notes = addressOptions(c, Notes)
      const bytes = await uploaded(c)
      const image = await readImage(bytes)
      if (!image.ok) throw new Refusal(400, 'invalidImage', image.sentence)
      return kept(c, storage, bytes, imageDocument(receivedBytes(c, storage, bytes), image.facts, notes))
    })
    .post('/assets/files/:dataset', async (c) => {
      const notes = addressOptions(c, Notes)
      const bytes = await uploaded(c)
      return kept(c, storage, bytes, fileDocument(receivedBytes(c, storage, bytes), notes))
    })
}

async function uploaded(c: Context<Env>): Promise<Uint8Array> {
  const bytes = await bytesWithin(c.req.raw, mostUploadedBytes)
  if (!bytes) throw new Refusal(413, 'payloadTooLarge', 'The file is larger than the 50 MB that are taken')
  if (!bytes.byteLength) throw new Refusal(400, 'emptyUpload', 'The file is empty')
  return bytes
}

function receivedBytes(c: Context<Env>, { newId, projectId, dataset }: Storage, bytes: Uint8Array): ReceivedBytes {
  const sha1 = createHash('sha1').update(bytes).digest('hex')
  const mimeType = c.req.header('content-type') ?? 'application/octet-stream'
  return { sha1, size: bytes.byteLength, mimeType, uploadId: newId(), projectId, dataset }
}

type Prepared = { name: string; document: { _id: string; [field: string]: unknown } }

/** Bytes first: an asset document that can be seen always has a complete file. */
async function kept(c: Context<Env>, { lake, assets }: Storage, bytes: Uint8Array, { name, document }: Prepared) {
  await assets.keep(name, bytes)
  const mutated = lake.mutate({ mutations: [{ createIfNotExists: document }], author: c.var.caller.id })
  if (!mutated.ok) return refusal(mutated.status, mutated.error)
  return sent(c, { document: lake.documents([document._id]).documents[0] })
}
