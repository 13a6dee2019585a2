import { readableDuration } from '../terminal/duration.ts'
import { failureOf } from '../terminal/failure.ts'
import type { Report } from '../terminal/progress.ts'
import { complaintsOf, type Published, summaryOf, together } from './published.ts'

/** What a press that goes on and on has to say, and whoever waits for it. */
export interface PressVoice {
  /** Resolves after the next publish that changes what readers see. */
  next(): Promise<Published>
  published(done: Published): void
  failed(fault: unknown): void
}

/** Tells what the press does, but no failure and no complaint twice in a row, and what is done in the background when it is done. */
export function pressVoice(say: Report): PressVoice {
  let waiting = Promise.withResolvers<Published>()
  let background: Published | undefined
  let last = ''
  const once = (sentence: string): void => {
    if (sentence !== last && sentence !== '') say(sentence)
    last = sentence
  }
  const tell = (done: Published): void => {
    const where = done.background ? ' in the background' : ''
    say(`${summaryOf(done)}${where} (${readableDuration(done.ms.total)})`)
  }
  return {
    next: () => waiting.promise,
    failed: (fault) => once(failureOf(fault).text),
    published(done) {
      once(complaintsOf(done).join('\n'))
      if (done.background) background = background ? together(background, done) : done
      const toTell = done.background ? (done.later === 0 ? background : undefined) : done
      if (done.background && done.later === 0) background = undefined
      if (toTell && toTell.changed.length + toTell.pictures > 0) tell(toTell)
      if (done.changed.length + done.pictures === 0) return
      waiting.resolve(done)
      waiting = Promise.withResolvers()
    },
  }
}
