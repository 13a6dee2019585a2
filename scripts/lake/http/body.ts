import { Refusal } from './refusals.ts'

/**
 * The bytes of a request, or undefined when there are more than `most`; reads no further than that.
 * @throws {Refusal} 400 when the sender leaves before its last byte
 */
export async function bytesWithin(request: Request, most: number): Promise<Uint8Array | undefined> {
  if (Number(request.headers.get('content-length')) > most) return undefined
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  while (reader) {
    const { done, value } = await reader.read().catch(brokenOff)
    if (done) break
    size += value.byteLength
    // Left unread, not canceled: canceling would break the connection before the sender has read our refusal.
    if (size > most) return undefined
    chunks.push(value)
  }
  return Buffer.concat(chunks)
}

function brokenOff(): never {
  throw new Refusal(400, 'incompleteBody', 'The body broke off before its end: nothing was written')
}
