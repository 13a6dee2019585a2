import { publishedId } from '#schemas/document-id.ts'
import type { Clock } from '../../terminal/clock.ts'
import { siteTypes } from '../reading/door.ts'
import type { LakeReader } from '../reading/lake-reader.ts'
import type { Audience } from '../reading/listener.ts'
import type { DeskThread } from './desk-thread.ts'
import { differences, versionsOf } from './versions.ts'

/** What following a lake takes: a reader of all versions, an ear at the lake, the desk, and who is told. */
export type FollowingMeans = {
  lake: LakeReader
  listen(audience: Audience): Disposable
  desk: Pick<DeskThread, 'revisions' | 'take' | 'note'>
  clock: Clock
  signal: AbortSignal
  /** Something that the desk shows has changed. */
  changed(): void
  failed(fault: unknown): void
}

/** Documents fetched at a time. */
const batch = 200

/** Milliseconds during which what an editor types goes before what the lake tells of the same document: the Studio sends late. */
const typing = 4_000

/** Milliseconds until something that failed is tried again. */
const afterFailure = 3_000

/** Keeps the desk up with every version of the lake, until the signal is aborted. */
export class Following {
  readonly #means: FollowingMeans
  readonly #pending = new Set<string>()
  readonly #typed = new Map<string, number>()
  #sweep = true
  #wake: () => void = () => {}

  /** Resolves when the desk has the lake's content for the first time. */
  readonly ready: Promise<void>

  constructor(means: FollowingMeans) {
    this.#means = means
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.ready = promise
    this.ready.catch(() => {}) // whoever waits for it hears of it
    this.#follow(resolve).catch(reject)
  }

  /** An editor is writing this document: until a while after, what the lake knows of it is older than what is shown. */
  isTyped(id: string): void {
    this.#typed.set(id, this.#means.clock.elapsed() + typing)
  }

  async #follow(ready: () => void): Promise<void> {
    const { clock, signal, failed } = this.#means
    using _ears = this.#listening()
    while (!signal.aborted) {
      try {
        await this.#catchUp()
        ready()
        await this.#occasion()
      } catch (fault) {
        if (signal.aborted) break
        failed(fault)
        this.#sweep = true
        await clock.wait(afterFailure, signal).catch(() => {}) // aborted: the loop ends
      }
    }
    signal.throwIfAborted()
  }

  #listening(): Disposable {
    const { listen, failed, clock, signal } = this.#means
    let ears: Disposable | undefined
    const prick = (): void => {
      ears = listen({
        news: (news) => {
          if (news.kind === 'sweep') this.#sweep = true
          else this.#pending.add(publishedId(news.id))
          this.#wake()
        },
        lost: failed,
        refused(fault) {
          failed(fault)
          clock.wait(afterFailure, signal).then(prick, () => {}) // aborted: nobody listens any more
        },
      })
    }
    prick()
    return { [Symbol.dispose]: () => ears?.[Symbol.dispose]() }
  }

  async #catchUp(): Promise<void> {
    if (this.#sweep) await this.#compare()
    const { clock } = this.#means
    const due = [...this.#pending].filter((id) => (this.#typed.get(id) ?? 0) <= clock.elapsed())
    for (const id of due) {
      this.#pending.delete(id)
      this.#typed.delete(id)
    }
    await this.#read(due)
  }

  async #compare(): Promise<void> {
    this.#sweep = false
    const { lake, desk, clock } = this.#means
    const { heads } = await lake.published(siteTypes)
    const listed = versionsOf([], heads)
    await desk.note(listed.filter(({ draft }) => draft !== undefined))
    const { altered, gone } = differences(listed, await desk.revisions())
    const isBeingTyped = (id: string) => (this.#typed.get(id) ?? 0) > clock.elapsed()
    const ids = [...altered, ...gone]
    for (const id of ids.filter(isBeingTyped)) this.#pending.add(id)
    await this.#read(ids.filter((id) => !isBeingTyped(id)))
  }

  async #read(ids: readonly string[]): Promise<void> {
    const { lake, desk, clock, changed } = this.#means
    for (let start = 0; start < ids.length; start += batch) {
      const asked = ids.slice(start, start + batch)
      const both = asked.flatMap((id) => (id.startsWith('image-') ? [id] : [id, `drafts.${id}`]))
      const given = await lake.documents(both)
      await desk.take(versionsOf(asked, given), clock.now())
    }
    if (ids.length > 0) changed()
  }

  /** Resolves when there is news, or when somebody has stopped typing what the lake told of. */
  async #occasion(): Promise<void> {
    const { clock, signal } = this.#means
    const over = new AbortController()
    const news = new Promise<void>((resolve) => {
      this.#wake = resolve
    })
    if (this.#sweep) return
    const held = [...this.#pending].map((id) => this.#typed.get(id) ?? 0)
    const wait = held.length > 0 ? Math.max(0, Math.min(...held) - clock.elapsed()) : longWait
    try {
      await Promise.race([news, clock.wait(wait, AbortSignal.any([signal, over.signal]))])
    } finally {
      over.abort()
    }
  }
}

const longWait = 60_000
