import { z } from 'zod'
import { Instant } from './instant.ts'

/** The file at the root of a site that says what the site holds. */
export const buildRecordFile = 'build.json'

/**
 * Why a published document whose hour has come is not on the site: its section is not there (`no-section`), or an older document
 * has its address (`address-taken`).
 */
const LeftOut = z.object({ id: z.string(), reason: z.enum(['no-section', 'address-taken']) })
export type LeftOut = z.infer<typeof LeftOut>

/** Records once told one number for all types. */
const Documents = z.union([
  z.record(z.string(), z.number()),
  z.number().transform((all): Record<string, number> => ({ documents: all })),
])

/**
 * What a site tells of itself, to the desk and to whoever watches over it. It lies in public, so it repeats no word of any
 * document: what was unpublished, waits, or cannot be read may not be told. It is the one file of a site that depends on when
 * it was made.
 */
export const BuildRecord = z.object({
  /** As of when the site was made: what was to be out by then is out. */
  publishedAt: Instant,
  /** Which publish of its folder this is, from 1; 0 where nobody counts. */
  number: z.number().default(0),
  /** The newest `_updatedAt` of the lake's documents that the site was made of; absent while it is not known. */
  upTo: Instant.optional(),
  /** How many addresses the site has, where somebody counted. */
  addresses: z.number().optional(),
  /** How many documents of each type the site was made of, those that wait or were withdrawn among them. */
  documents: Documents,
  /** Published documents that readers must do without. Those that cannot be read are not among them. */
  leftOut: z.array(LeftOut).default([]),
  /** Addresses that could not be made, where readers still see what stood there before; the first of many. */
  failed: z.array(z.string()).default([]),
  /** How many published documents cannot be read; the desk finds out which by reading them itself. */
  unreadable: z.number().default(0),
  /** Since when the site has been put back to an earlier state, where it stays until somebody publishes again. */
  heldAt: Instant.optional(),
})
export type BuildRecord = z.infer<typeof BuildRecord>

/** How many documents that editors write the site was made of. */
export function documentsIn({ documents }: Pick<BuildRecord, 'documents'>): number {
  const written = Object.entries(documents).filter(([type]) => type !== 'sanity.imageAsset')
  return written.reduce((sum, [, number]) => sum + number, 0)
}
