import { z } from 'zod'

const number = (least: number, most: number) => z.coerce.number().min(least).max(most)
const length = (least: number) => number(least, 50_000).transform((pixels) => Math.max(1, Math.round(pixels)))
const color = z.string().regex(/^(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i)

/** `left,top,width,height`, in whole pixels. */
const rectangle = z
  .string()
  .regex(/^-?\d+(?:\.\d+)?,-?\d+(?:\.\d+)?(?:,\d+(?:\.\d+)?){2}$/)
  .transform((text) => {
    const [left = 0, top = 0, width = 0, height = 0] = text.split(',').map((part) => Math.round(Number(part)))
    return { left: Math.max(0, left), top: Math.max(0, top), width, height }
  })

/**
 * What an image's address can ask for, with the names and ranges of Sanity's image pipeline
 * (https://www.sanity.io/docs/apis-and-sdks/image-urls). Lengths are in pixels of the stored image.
 */
export const Transform = z.object({
  rect: rectangle.optional(),
  w: length(0.5).optional(),
  h: length(0.5).optional(),
  'min-w': length(0).optional(),
  'max-w': length(0.5).optional(),
  'min-h': length(0).optional(),
  'max-h': length(0.5).optional(),
  dpr: number(0.5, 4).optional(),
  fit: z.enum(['clip', 'crop', 'fill', 'fillmax', 'max', 'min', 'scale']).optional(),
  crop: z.enum(['top', 'bottom', 'left', 'right', 'center', 'focalpoint', 'entropy']).optional(),
  'fp-x': number(0, 1).optional(),
  'fp-y': number(0, 1).optional(),
  or: z.enum(['0', '90', '180', '270']).transform(Number).optional(),
  flip: z.enum(['h', 'v', 'hv', 'vh']).optional(),
  blur: number(0, 2000).optional(),
  sharp: number(0, 100).optional(),
  sat: number(-100, 100).optional(),
  invert: z.stringbool().optional(),
  bg: color.optional(),
  pad: number(0, 2000).transform(Math.round).optional(),
  fm: z.enum(['jpg', 'pjpg', 'png', 'webp', 'avif', 'gif']).optional(),
  auto: z.enum(['format']).optional(),
  q: number(0, 100).optional(),
  frame: z.literal('1').optional(),
})
export type Transform = z.infer<typeof Transform>

type ReadTransform = { ok: true; transform: Transform } | { ok: false; sentence: string }

/** The transform that an address's parameters ask for; parameters of other names are left alone, as Sanity leaves them. */
export function readTransform(params: URLSearchParams): ReadTransform {
  const read = Transform.safeParse(Object.fromEntries(params))
  if (read.success) return { ok: true, transform: read.data }
  const name = String(read.error.issues[0]?.path[0])
  return { ok: false, sentence: `Cannot make this image: the parameter ${name}=${params.get(name)} is not supported` }
}
