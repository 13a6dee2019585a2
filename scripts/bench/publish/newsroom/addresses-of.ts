import { z } from 'zod'
import { addressOfSlug } from '#schemas/addresses.ts'
import { Problem } from '../../../terminal/problem.ts'
import type { NewDocument } from '../../archive/archive.ts'

const Neighbor = z.object({
  _id: z.string(),
  _type: z.enum(['section', 'topic', 'company', 'author']),
  slug: z.object({ current: z.string() }),
})

/** Gives the address of a document that stories point to, by the pointer. */
export type AddressOf = (pointer: { _ref: string }) => string

/** The addresses of these sections, topics, companies and authors. */
export function addressesOf(neighbors: Iterable<NewDocument>): AddressOf {
  const addresses = new Map(
    [...neighbors].map((document) => {
      const { _id, _type, slug } = Neighbor.parse(document)
      return [_id, addressOfSlug(_type, slug.current)]
    }),
  )
  return ({ _ref }) => {
    const address = addresses.get(_ref)
    if (address === undefined) throw new Problem(`The archive has no ${_ref}`)
    return address
  }
}
