import { existsSync, mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ImagesAt } from '#site'
import type { Clock } from '../../terminal/clock.ts'
import type { CompiledApp } from '../compile.ts'
import type { LakeReader } from '../reading/lake-reader.ts'
import type { Audience } from '../reading/listener.ts'
import type { Page, Shown } from './desk.ts'
import { type DeskThread, deskThread } from './desk-thread.ts'
import { Following } from './following.ts'
import type { PicturesOnRequest } from './pictures-on-request.ts'

/** What previews are made with. */
export type PreviewMeans = {
  /** The folder of the preview's own edition. */
  folder: string
  /** The file of the public edition. */
  seed: string
  siteUrl: string
  images: ImagesAt
  compiled(): Promise<CompiledApp>
  /** Reads every version in the lake. */
  lake: LakeReader
  listen(audience: Audience): Disposable
  pictures: PicturesOnRequest
  clock: Clock
  signal: AbortSignal
  failed(fault: unknown): void
}

/** Milliseconds after the last look until the preview is put away; the next look takes it out again. */
const patience = 10 * 60_000

/** What is at hand while somebody looks: the desk, the app it shows pages with, and the ear at the lake. */
type Session = { desk: DeskThread; app: CompiledApp; following: Following; ending: AbortController }

/**
 * Previews, which cost nothing until somebody looks at one, and nothing again some minutes after the last look. What is shown waits
 * until the edition holds what the lake does.
 */
export class Preview implements AsyncDisposable {
  readonly #means: PreviewMeans
  readonly #audience = new Set<() => void>()
  #session: Promise<Session> | undefined
  #lastLook = 0

  constructor(means: PreviewMeans) {
    this.#means = means
  }

  /** The page or other file at an address; `undefined` when there is none. */
  async page(address: string): Promise<Page | undefined> {
    const { desk } = await this.#atHand()
    return desk.page(address, this.#means.clock.now())
  }

  /** Takes in a document as it is being written, and gives the page to show; `undefined` for what is no document of ours. */
  async show(document: unknown, showing: string): Promise<Shown | undefined> {
    const { desk, following } = await this.#atHand()
    const now = this.#means.clock.now()
    const shown = await desk.show({ document, showing, now })
    if (!shown) return undefined
    following.isTyped(shown.id)
    if (shown.unknownImages.length === 0) return this.#told(shown)
    const images = await this.#means.lake.documents(shown.unknownImages)
    await desk.take(
      images.map((image) => ({ id: image._id, published: image })),
      now,
    )
    return this.#told(await desk.show({ document, showing: shown.showing, now }))
  }

  /** The bytes of an image file that a page of the preview shows. */
  async picture(address: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const { desk } = await this.#atHand()
    const file = await desk.picture(address)
    return file && this.#means.pictures(file)
  }

  /** The bytes of a file that the site's pages are shown with. */
  async appFile(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const { app } = await this.#atHand()
    const file = join(app.folder, 'client', path)
    return existsSync(file) ? new Uint8Array(await readFile(file)) : undefined
  }

  /** Tells whenever something that the preview shows has changed. */
  onChange(hear: () => void): Disposable {
    this.#audience.add(hear)
    this.#lastLook = this.#means.clock.elapsed()
    return { [Symbol.dispose]: () => this.#audience.delete(hear) }
  }

  failed(fault: unknown): void {
    this.#means.failed(fault)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#putAway()
  }

  #told(shown: Shown | undefined): Shown | undefined {
    this.#tell()
    return shown
  }

  #tell(): void {
    for (const hear of this.#audience) hear()
  }

  async #atHand(): Promise<Session> {
    this.#lastLook = this.#means.clock.elapsed()
    this.#session ??= this.#takenOut()
    const session = await this.#session
    await session.following.ready
    return session
  }

  async #takenOut(): Promise<Session> {
    try {
      const { folder, seed, siteUrl, images, compiled, clock, signal, lake, listen } = this.#means
      const app = await compiled()
      mkdirSync(folder, { recursive: true })
      const ending = new AbortController()
      const forget = () => {
        ending.abort()
        this.#session = undefined
      }
      const desk = deskThread({ file: join(folder, 'edition.db'), seed, siteUrl, images, app }, forget)
      const until = AbortSignal.any([signal, ending.signal])
      const failed = (fault: unknown) => this.failed(fault)
      const changed = () => this.#tell()
      const following = new Following({ lake, listen, desk, clock, signal: until, changed, failed })
      this.#putAwayInTime(until).catch(failed)
      return { desk, app, following, ending }
    } catch (fault) {
      this.#session = undefined // the next look tries again
      throw fault
    }
  }

  async #putAwayInTime(until: AbortSignal): Promise<void> {
    const { clock } = this.#means
    while (!until.aborted) {
      const left = this.#audience.size > 0 ? patience : this.#lastLook + patience - clock.elapsed()
      if (left <= 0) return this.#putAway()
      await clock.wait(left, until).catch(() => {}) // aborted: it is put away already
    }
  }

  async #putAway(): Promise<void> {
    const session = await this.#session?.catch(() => undefined)
    this.#session = undefined
    session?.ending.abort()
    await session?.desk[Symbol.asyncDispose]()
  }
}
