import { Worker } from 'node:worker_threads'
import type { DeskMeans } from './desk.ts'
import type { Errand, Errands, Outcome } from './desk-worker.ts'

/** The desk as it is asked from outside its thread. */
export type DeskThread = AsyncDisposable & {
  [Name in keyof Errands]: (...what: Parameters<Errands[Name]>) => Promise<Awaited<ReturnType<Errands[Name]>>>
}

type Waiting = { resolve(value: unknown): void; reject(fault: unknown): void }

/**
 * A desk in a thread of its own. Each of its functions rejects when the thread has ended, `ended` is told once, and another desk may
 * be opened in its place.
 */
export function deskThread(means: DeskMeans, ended: (fault: unknown) => void = () => {}): DeskThread {
  const worker = new Worker(new URL('./desk-worker.ts', import.meta.url), { workerData: means })
  const waiting = new Map<number, Waiting>()
  let number = 0
  let over: { fault: unknown } | undefined
  const end = (fault: unknown): void => {
    if (over) return
    over = { fault }
    for (const { reject } of waiting.values()) reject(fault)
    waiting.clear()
    ended(fault)
  }
  worker.on('message', (outcome: Outcome) => {
    const errand = waiting.get(outcome.number)
    waiting.delete(outcome.number)
    if (outcome.ok) errand?.resolve(outcome.value)
    else errand?.reject(outcome.fault)
  })
  worker.on('error', end).on('exit', () => end(new Error('The desk of the preview was closed')))
  const ask = (name: keyof Errands, what: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (over) return reject(over.fault)
      waiting.set(++number, { resolve, reject })
      worker.postMessage({ number, name, what } satisfies Errand)
    })
  // What comes back is what the desk's own function gives; no message can carry its type.
  const errand = <Name extends keyof Errands>(name: Name) =>
    ((...what: unknown[]) => ask(name, what)) as unknown as DeskThread[Name]
  return {
    revisions: errand('revisions'),
    take: errand('take'),
    note: errand('note'),
    show: errand('show'),
    page: errand('page'),
    picture: errand('picture'),
    async [Symbol.asyncDispose]() {
      await worker.terminate()
    },
  }
}
