import { availableParallelism } from 'node:os'
import { openRenderer, type Render, type Rendered } from './render.ts'
import { RenderThread, type ThreadSetting } from './render-thread.ts'

/** What a crew works with; `threads` is how many there may be, the standard being one for each core, and four at most. */
export type CrewSetting = ThreadSetting & { threads?: number }

/** How many pages go to a thread together: enough that the messages between threads cost nothing. */
const sheafSize = 25

/** How many sheaves each thread may be ahead of whoever asks: it never waits for orders, and little lies about unasked for. */
const ahead = 3

/** With fewer pages expected, the time it takes a thread to load the app would not be won back. */
const worthThreads = 300

const mostThreads = 4

/** How long threads wait for more to do before they end and give their memory back, in milliseconds. */
const patience = 2000

/** A page in the making: the sheaf that it comes in, and its place there. */
type Coming = { sheaf: Promise<Rendered[]>; place: number }

/**
 * Renders pages from an edition: few of them right here, many in threads, each with an app and a read-only edition of its own.
 * Who will ask for many says so beforehand, and then asks for each in that order; the threads work ahead by a few sheaves.
 * What the edition shows must stay the same meanwhile.
 */
export class RenderCrew implements Disposable {
  readonly #setting: ThreadSetting
  readonly #most: number
  #threads: RenderThread[] = []
  #expected: readonly string[] = []
  #ordered = 0
  readonly #coming = new Map<string, Coming>()
  /** What was asked for before its turn, and rendered here. */
  readonly #done = new Set<string>()
  #here: Promise<Render> | undefined
  #rest: NodeJS.Timeout | undefined

  constructor({ threads, ...setting }: CrewSetting) {
    this.#setting = setting
    this.#most = threads ?? Math.min(availableParallelism(), mostThreads)
  }

  /** Says which pages will be asked for next, in this order. What was expected before is forgotten. */
  expect(addresses: readonly string[]): void {
    clearTimeout(this.#rest)
    this.#coming.clear()
    this.#done.clear()
    this.#ordered = 0
    this.#expected = addresses.length >= worthThreads && this.#most > 1 ? addresses : []
    this.#order()
  }

  /**
   * One page as the edition has it now.
   * @throws Problem when the app's folder is damaged, or a thread has ended
   */
  async render(address: string): Promise<Rendered> {
    const coming = this.#coming.get(address)
    if (!coming) return this.#renderHere(address)
    const page = (await coming.sheaf)[coming.place]
    this.#coming.delete(address)
    this.#order()
    return page ?? { ok: false, why: 'the thread that was to render it gave nothing back' }
  }

  /** Ends the threads; new ones are started when there is reason to. */
  [Symbol.dispose](): void {
    this.expect([])
    for (const thread of this.#threads) thread.end()
    this.#threads = []
  }

  async #renderHere(address: string): Promise<Rendered> {
    if (this.#expected.length > 0) this.#done.add(address)
    this.#here ??= openRenderer(this.#setting.app, this.#setting.edition)
    const render = await this.#here.catch((fault) => {
      this.#here = undefined // the next one who asks has it tried again
      throw fault
    })
    return render(address)
  }

  #order(): void {
    const room = this.#most * ahead * sheafSize
    while (this.#ordered < this.#expected.length && this.#coming.size < room) this.#orderSheaf()
    if (this.#coming.size === 0) this.#restSoon()
  }

  #orderSheaf(): void {
    const next = this.#expected.slice(this.#ordered, this.#ordered + sheafSize)
    this.#ordered += next.length
    const addresses = next.filter((address) => !this.#done.has(address))
    if (addresses.length === 0) return
    const sheaf = this.#freest().render(addresses)
    sheaf.catch(() => {}) // told to whoever asks for one of its pages, and perhaps nobody does
    for (const [place, address] of addresses.entries()) this.#coming.set(address, { sheaf, place })
  }

  /** The thread with least to do, which is a new one as long as there may be more. */
  #freest(): RenderThread {
    const working = this.#threads.filter((thread) => !thread.hasEnded)
    const free = working.toSorted((one, other) => one.load - other.load)[0]
    if (free && (free.load === 0 || working.length >= this.#most)) return free
    const thread = new RenderThread(this.#setting)
    this.#threads = [...working, thread]
    return thread
  }

  #restSoon(): void {
    clearTimeout(this.#rest)
    if (this.#threads.length > 0) this.#rest = setTimeout(() => this[Symbol.dispose](), patience).unref()
  }
}
