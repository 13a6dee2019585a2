import { readableDuration } from '../terminal/duration.ts'
import { failureOf } from '../terminal/failure.ts'
import type { Report } from '../terminal/progress.ts'
import { complaintsOf, type Published, summaryOf } from './published.ts'

/** What a press that goes on and on has to say, and whoever waits for it. */
export interface PressVoice {
  /** Resolves after the next publish that changes what readers see. */
  next(): Promise<Published>
  published(done: Published): void
  failed(fault: unknown): void
}

/** Tells what the press does, but no failure and no complaint twice in a row. */
export function pressVoice(say: Report): PressVoice {
  let waiting = Promise.withResolvers<Published>()
  let last = ''
  const once = (sentence: string): void => {
    if (sentence !== last && sentence !== '') say(sentence)
    last = sentence
  }
  return {
    next: () => waiting.promise,
    failed: (fault) => once(failureOf(fault).text),
    published(done) {
      once(complaintsOf(done).join('\n'))
      if (done.changed.length + done.pictures === 0) return
      say(`${summaryOf(done)} (${readableDuration(done.ms.total)})`)
      waiting.resolve(done)
      waiting = Promise.withResolvers()
    },
  }
}
