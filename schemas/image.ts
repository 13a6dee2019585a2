import { defineField } from '@sanity/types'
import { z } from 'zod'
import { alternativeTextFindings } from './rules/alternative-text.ts'
import { formCheck } from './rules/finding.ts'
import { Line, OptionalLine } from './text.ts'

const AssetId = z
  .string()
  .regex(/^image-[A-Za-z0-9]+-[1-9]\d*x[1-9]\d*-[a-z0-9]+$/, 'peger ikke på et billede; vælg billedet igen')

const Share = z.number().min(0).max(1)
const Hotspot = z.object({ x: Share, y: Share, width: Share, height: Share })
const Crop = z.object({ top: Share, bottom: Share, left: Share, right: Share })

/** The fields of an image in use: the file, what must be seen of it, and the words that go with it. */
export const pictureShape = {
  asset: z.object({ _ref: AssetId }).optional(),
  /** Center and size of what must be seen, in shares of the image; a broken one is forgotten. */
  hotspot: Hotspot.optional().catch(undefined),
  /** How much is cut off each side, in shares of the image; a broken one is forgotten. */
  crop: Crop.optional().catch(undefined),
  /** What the image shows, for those who do not see it; empty when nobody wrote it. */
  alt: OptionalLine.transform((alt) => alt ?? ''),
  caption: OptionalLine,
  credit: OptionalLine,
}

const Picture = z.object(pictureShape)

/** An image in use. */
export type Figure = Omit<z.infer<typeof Picture>, 'asset'> & { asset: { _ref: string } }

/** An image in use, or nothing when no file was ever chosen for it. */
export const Figure = Picture.transform((picture): Figure | undefined =>
  picture.asset === undefined ? undefined : { ...picture, asset: picture.asset },
)

/** An image's document in the lake, as Sanity stores it (https://www.sanity.io/docs/apis-and-sdks/image-metadata). */
export const ImageAsset = z.object({
  _id: AssetId,
  _type: z.literal('sanity.imageAsset'),
  url: z.url({ protocol: /^https?$/ }),
  path: OptionalLine,
  extension: Line,
  mimeType: Line,
  originalFilename: OptionalLine,
  sha1hash: OptionalLine,
  /** Bytes. */
  size: z.number().int().nonnegative(),
  metadata: z.object({
    /** Pixels. */
    dimensions: z.object({ width: z.number().positive(), height: z.number().positive() }),
    /** The image's colors in some dozen characters (https://blurha.sh); a broken one is forgotten. */
    blurHash: z
      .string()
      .regex(/^[\w#$%*+,\-.:;=?@[\]^{|}~]{6,166}$/)
      .optional()
      .catch(undefined),
    hasAlpha: z.boolean().optional().catch(undefined),
    isOpaque: z.boolean().optional().catch(undefined),
  }),
})
export type ImageAsset = z.infer<typeof ImageAsset>

const hasFile = (picture: unknown) => Picture.safeParse(picture).data?.asset !== undefined

const alternativeText = defineField({
  name: 'alt',
  title: 'Alternativ tekst',
  description: 'Hvad viser billedet? Læses op for dem, der ikke kan se det. Én sætning, uden »billede af«.',
  type: 'string',
  validation: (rule) => {
    const findings = (alt: string | undefined, { parent }: { parent?: unknown }) =>
      hasFile(parent) ? alternativeTextFindings(alt) : []
    return [rule.custom(formCheck('error', findings)), rule.custom(formCheck('warning', findings)).warning()]
  },
})

const caption = defineField({
  name: 'caption',
  title: 'Billedtekst',
  description: 'Står under billedet. Fortæl det, billedet ikke selv siger: hvem, hvor og hvornår.',
  type: 'string',
})

const credit = defineField({
  name: 'credit',
  title: 'Kreditering',
  description: 'Fotograf og bureau, for eksempel »Sara Lund / Ritzau Scanpix«.',
  type: 'string',
  validation: (rule) =>
    rule
      .custom((credit, { parent }) => !hasFile(parent) || Boolean(credit) || 'Skriv, hvem der har taget billedet.')
      .warning(),
})

const words = [alternativeText, caption, credit].map((field) =>
  defineField({ ...field, hidden: ({ parent }) => !hasFile(parent) }),
)

/** How a form takes an image: where to find the important part, which files, and the words that go with it. */
export function pictureInput(without: readonly string[] = []) {
  return {
    type: 'image',
    options: { hotspot: true, accept: 'image/jpeg,image/png,image/webp,image/avif,image/gif' },
    fields: words.filter(({ name }) => !without.includes(name)),
  } as const
}

type PictureField = { name: string; title: string; description?: string; group?: string; fieldset?: string }

/** A field that holds an image; `without` names the words that make no sense for it. */
export function pictureField(field: PictureField, without?: readonly string[]) {
  return defineField({ ...field, ...pictureInput(without) })
}
