import type { Clock } from '../terminal/clock.ts'
import type { Report } from '../terminal/progress.ts'
import type { LakeReader } from './reading/lake-reader.ts'
import type { FetchOriginal } from './reading/originals.ts'
import type { SiteApp } from './site-app.ts'

/** What every publish works with. */
export type PressWork = {
  lake: LakeReader
  lakeName: string
  original: FetchOriginal
  app: SiteApp
  /** Where pages may show images from, beside the site itself. */
  imagesFrom?: string
  clock: Clock
  report: Report
  /** Ends a publish between two files; the edition knows what is left undone. */
  signal?: AbortSignal
}
