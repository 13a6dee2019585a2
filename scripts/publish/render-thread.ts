import { Worker } from 'node:worker_threads'
import { Problem } from '../terminal/problem.ts'
import type { CompiledApp } from './compile.ts'
import type { Rendered } from './render.ts'

/** What a thread is started with: the app it renders with, and the file of the edition it reads. */
export type ThreadSetting = { app: CompiledApp; edition: string }

/** Pages that a thread is to render together, and what it gives back for them, in the same order. */
export type Orders = { number: number; addresses: readonly string[] }
export type Sheaf = { number: number; pages: Rendered[] }

/** Megabytes for what a page needs while it is rendered: with more, a thread takes 100 MB more and is no faster. */
const youngest = 32

type Awaited = PromiseWithResolvers<Rendered[]>

/** A thread that renders pages, beside the one that asks for them. */
export class RenderThread {
  readonly #worker: Worker
  readonly #awaited = new Map<number, Awaited>()
  #last = 0
  #end: Problem | undefined

  constructor(setting: ThreadSetting) {
    this.#worker = new Worker(new URL('./render-thread-work.ts', import.meta.url), {
      workerData: setting,
      resourceLimits: { maxYoungGenerationSizeMb: youngest },
    })
    this.#worker.on('message', (sheaf: Sheaf) => this.#take(sheaf))
    this.#worker.on('error', (fault) => this.#fail(fault instanceof Error ? fault.message : String(fault)))
    this.#worker.on('exit', (code) => this.#fail(`it ended with code ${code}`))
    this.#worker.unref()
  }

  /** How many sheaves it has yet to give back. */
  get load(): number {
    return this.#awaited.size
  }

  get hasEnded(): boolean {
    return this.#end !== undefined
  }

  /**
   * Renders the pages, after those that it was asked for before. Their bytes are handed over, not copied, each with its hash.
   * Rejects with a Problem when the thread ends before it has given them back.
   */
  render(addresses: readonly string[]): Promise<Rendered[]> {
    if (this.#end) return Promise.reject(this.#end)
    const orders: Orders = { number: ++this.#last, addresses }
    const awaited = Promise.withResolvers<Rendered[]>()
    this.#awaited.set(orders.number, awaited)
    this.#worker.ref() // whoever waits for pages stays alive until they are there
    this.#worker.postMessage(orders)
    return awaited.promise
  }

  /** Ends the thread at once. */
  end(): void {
    this.#fail('it was told to')
    this.#worker.terminate().catch(() => {}) // it has ended by itself in the meantime
  }

  #take({ number, pages }: Sheaf): void {
    this.#awaited.get(number)?.resolve(pages)
    this.#awaited.delete(number)
    if (this.#awaited.size === 0) this.#worker.unref()
  }

  #fail(why: string): void {
    this.#end ??= new Problem(
      `Could not go on rendering: a thread ended before its pages were there (${why}); publish again`,
    )
    for (const awaited of this.#awaited.values()) awaited.reject(this.#end)
    this.#awaited.clear()
  }
}
