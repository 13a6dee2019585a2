import { type ChildProcess, fork } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { availableParallelism, constants, setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { PictureFile } from '#site'
import type { News, Order } from './darkroom-process.ts'

const darkroomProcess = fileURLToPath(new URL('./darkroom-process.ts', import.meta.url))

/** Milliseconds without one more file, after which an image is given up: a drawing can be made to keep a processor busy for hours. */
const standardPatience = 60_000

/** Milliseconds without an order, after which the process is ended; the next order begins another. */
const idleness = 20_000

/** How a darkroom works: `now` with all the processors there are, `ahead` with one, and only while nobody else wants it. */
export type Pace = 'now' | 'ahead'

/** What came of an order. */
export type Developed = { ok: true } | { ok: false; why: string }

/** Makes picture files of originals, one original at a time. */
export interface Darkroom extends Disposable {
  /** Makes the files of one original in the cache. Ends early, with the signal's reason thrown, when that is aborted. */
  develop(original: Buffer, files: readonly PictureFile[], signal?: AbortSignal): Promise<Developed>
}

/**
 * A darkroom that keeps its files in this folder. It works in a process of its own, which begins with the first order: whatever an
 * image does to its decoder, nothing but that image is lost, and the memory is given back.
 */
export function openDarkroom(cache: string, pace: Pace, patience = standardPatience): Darkroom {
  let child: ChildProcess | undefined
  let idle: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()
  const close = (): void => {
    clearTimeout(idle)
    child?.kill('SIGKILL')
    child = undefined
  }
  const work = async (order: Order, signal: AbortSignal | undefined): Promise<Developed> => {
    signal?.throwIfAborted()
    clearTimeout(idle)
    if (child?.connected !== true) child = begun(pace)
    const developed = await done(child, order, patience, signal)
    if (developed === 'lost') close()
    else idle = setTimeout(close, idleness)
    signal?.throwIfAborted()
    return developed === 'lost' ? { ok: false, why: 'its decoder failed or did not end' } : developed
  }
  return {
    develop(original, files, signal) {
      mkdirSync(cache, { recursive: true })
      const order = { original, files: [...files], cache, abreast: pace === 'now' ? availableParallelism() : 1 }
      const turn = last.then(() => work(order, signal))
      last = turn.catch(() => {}) // whoever gave the order hears of it
      return turn
    },
    [Symbol.dispose]: close,
  }
}

function begun(pace: Pace): ChildProcess {
  const child = fork(darkroomProcess, { serialization: 'advanced', stdio: 'ignore', execArgv: [] })
  if (pace === 'ahead' && child.pid !== undefined) {
    try {
      setPriority(child.pid, constants.priority.PRIORITY_LOW)
    } catch {
      // it works as eagerly as everybody else then
    }
  }
  return child
}

function done(
  child: ChildProcess,
  order: Order,
  patience: number,
  signal: AbortSignal | undefined,
): Promise<Developed | 'lost'> {
  return new Promise((resolve) => {
    const end = (outcome: Developed | 'lost'): void => {
      clearTimeout(watchdog)
      signal?.removeEventListener('abort', lose)
      child.off('message', hear).off('error', lose).off('exit', lose)
      resolve(outcome)
    }
    const lose = (): void => end('lost')
    const watchdog = setTimeout(lose, patience)
    const hear = (news: News): void => {
      if (news.kind === 'file') watchdog.refresh()
      else end(news.kind === 'done' ? { ok: true } : { ok: false, why: news.why })
    }
    signal?.addEventListener('abort', lose, { once: true })
    child.on('message', hear).once('error', lose).once('exit', lose)
    child.send(order, (fault) => fault && lose())
  })
}
