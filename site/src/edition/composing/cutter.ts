import type { Figure } from '#schemas/image.ts'
import { cutPicture, type PictureFile, type Shape } from '../../pictures.ts'
import type { Picture } from '../stories.ts'
import type { Known } from './known.ts'

/** Cuts pictures for one document and keeps account of the files they need. */
export class Cutter {
  readonly #known: Known
  readonly files: PictureFile[] = []

  constructor(known: Known) {
    this.#known = known
  }

  /** The picture, or nothing when there is none or its original is unknown: the text then stands without it. */
  cut(figure: Figure | undefined, shape: Shape): Picture | undefined {
    const asset = figure && this.#known.asset(figure.asset._ref)
    const cut = asset && cutPicture(asset, figure, shape, this.#known.images)
    if (cut) this.files.push(...cut.files)
    return cut?.picture
  }
}
