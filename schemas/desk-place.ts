import { z } from 'zod'

/** Where the Studio's own server tells the desk what stands beside it. */
export const deskPlaceAddress = '/notits/desk'

/**
 * What stands beside the desk: the site that readers see, and the preview of what they do not see yet, which opens with a key.
 * Addresses have no slash at their ends; what is not there is absent.
 */
export const DeskPlace = z.object({
  site: z.string().optional(),
  preview: z.object({ url: z.string(), key: z.string() }).optional(),
})
export type DeskPlace = z.infer<typeof DeskPlace>
