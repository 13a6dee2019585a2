import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import type { PictureName } from './pictures.ts'

const drawings = join(import.meta.dirname, 'images')

/** Pixels. Enough for a picture across the page, and two thirds of it are whole pixels too; more would only slow the first start. */
const widest = 1620

/** The picture as a PNG, at most 1620 pixels wide: editors' pictures are bitmaps, so the demo's are too. */
export async function bitmap(name: PictureName): Promise<Buffer> {
  const drawing = await readFile(join(drawings, `${name}.svg`))
  return sharp(drawing).resize({ width: widest, withoutEnlargement: true }).flatten().png().toBuffer()
}
