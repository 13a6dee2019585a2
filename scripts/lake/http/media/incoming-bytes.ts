import type { Context } from 'hono'
import type { AssetFolder, Incoming } from '../../assets/asset-folder.ts'
import { Refusal } from '../refusals.ts'
import type { Env } from '../wire.ts'

const mostUploadedBytes = 50 * 1024 * 1024

/**
 * The bytes of an upload, written down as they come, so that many at once do not fill the memory.
 * @throws {Refusal} 413 for too many, 400 for none, or when the sender leaves before the last
 */
export async function incomingBytes(c: Context<Env>, assets: AssetFolder): Promise<Incoming> {
  const isTooLong = Number(c.req.header('content-length')) > mostUploadedBytes
  const incoming = isTooLong ? undefined : await assets.received(chunksOf(c.req.raw), mostUploadedBytes)
  if (!incoming) throw new Refusal(413, 'payloadTooLarge', 'The file is larger than the 50 MB that are taken')
  if (incoming.size > 0) return incoming
  await incoming[Symbol.asyncDispose]()
  throw new Refusal(400, 'emptyUpload', 'The file is empty')
}

/** The refusal for a sender who left. */
export function left(): Refusal {
  return new Refusal(400, 'incompleteBody', 'The body broke off before its end: nothing was written')
}

/** Once nobody reads on, the rest is left unread, not canceled: canceling would break the connection before our answer is read. */
async function* chunksOf(request: Request): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader()
  while (reader) {
    const { done, value } = await reader.read().catch(() => {
      throw left()
    })
    if (done) return
    yield value
  }
}
