import { z } from 'zod'

/** What the page in the preview's frame says to the Studio. */
export const FrameMessage = z.discriminatedUnion('kind', [
  /** It is there, and may be told of a document. */
  z.object({ kind: z.literal('ready') }),
  /** It shows the document as it was sent last: where its page stands, and what keeps it from being published. */
  z.object({ kind: z.literal('shown'), id: z.string(), address: z.string(), faults: z.array(z.string()) }),
  /** It could not show the document. */
  z.object({ kind: z.literal('failed') }),
  /** Somebody wants to edit what shows this field; an empty path is the document itself. */
  z.object({ kind: z.literal('field'), id: z.string(), path: z.string() }),
])
export type FrameMessage = z.infer<typeof FrameMessage>

/** A path as the frame names it, `body[_key=="b3"].text`, as Sanity's forms take it. */
export function fieldPath(text: string): (string | { _key: string })[] {
  const segments = text.matchAll(/\[_key=="([^"]*)"\]|([^.[\]]+)/g)
  return Array.from(segments, ([, key, name = '']) => (key === undefined ? name : { _key: key }))
}
