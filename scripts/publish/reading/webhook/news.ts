import { z } from 'zod'
import { Instant } from '#schemas/instant.ts'
import { siteTypes } from '../door.ts'
import { isPublished, type News } from '../listener.ts'

/** An id as the lake allows them: https://www.sanity.io/docs/content-lake/ids */
const Id = z.string().regex(/^[\w.-]{1,128}$/)

const Payload = z.looseObject({ _id: Id, _type: z.string().optional().catch(undefined) })

/**
 * What a message tells: of the document that its text names by `_id`, else its header, else that something changed. `undefined`
 * when it is about what readers never see. The headers are those of https://www.sanity.io/docs/webhooks; they are not signed, so
 * whether something is gone, and since when the lake should show it, are hints that the lake must confirm.
 */
export function newsIn(body: string, header: (name: string) => string | undefined): News | undefined {
  const payload = Payload.safeParse(jsonIn(body)).data
  const id = payload?._id ?? Id.safeParse(header('sanity-document-id')).data
  if (id === undefined) return { kind: 'sweep' }
  if (!isPublished(id) || (payload?._type !== undefined && !siteTypes.includes(payload._type))) return undefined
  const at = Instant.safeParse(header('sanity-transaction-time')).data
  return { kind: 'heard', id, isGone: header('sanity-operation') === 'delete', ...(at !== undefined && { at }) }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // A projection may give anything: then something changed, and nobody says what.
  }
}
