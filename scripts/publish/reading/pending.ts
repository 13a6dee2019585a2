import type { Order } from '../conduct.ts'
import type { Heard } from './lake-reader.ts'
import type { News } from './listener.ts'

/** News that waits for the next publish; a burst becomes one order. */
export interface Pending {
  add(news: News): void
  any(): boolean
  /** Everything that waits, as one order; nothing waits afterwards. With no news it is an order for the hour alone. */
  take(): Order
  /** Resolves at the next piece of news. */
  arrival(): Promise<void>
}

/** From so many documents on, whoever looks for all that changed is done sooner than whoever asks for each. */
const mostTold = 1000

/** News that has not come yet. */
export function pendingNews(): Pending {
  const fates = new Map<string, 'altered' | 'gone'>()
  const heard = new Map<string, Heard>()
  let sweep = false
  let next = Promise.withResolvers<void>()
  return {
    add(news) {
      if (news.kind === 'sweep') sweep = true
      else if (news.kind === 'heard') heard.set(news.id, latest(news, heard.get(news.id)))
      else fates.set(news.id, news.kind)
      if (fates.size > mostTold || heard.size > mostTold) sweep = true
      if (heard.size > mostTold) heard.clear()
      next.resolve()
      next = Promise.withResolvers()
    },
    any: () => sweep || fates.size + heard.size > 0,
    take() {
      const [altered, gone] = [idsOf(fates, 'altered'), idsOf(fates, 'gone')]
      fates.clear()
      if (sweep) {
        // It finds all that queries show; of the rest it is asked in the next order.
        sweep = false
        return { kind: 'sweep' }
      }
      const order: Order = { kind: 'changes', altered, gone, ...(heard.size > 0 && { heard: [...heard.values()] }) }
      heard.clear()
      return order
    },
    arrival: () => next.promise,
  }
}

/** Messages from outside may come in another order than what they tell of happened in. */
function latest({ id, at, isGone }: Heard, before: Heard | undefined): Heard {
  const told: Heard = { id, isGone, ...(at !== undefined && { at }) }
  return before?.at !== undefined && at !== undefined && before.at > at ? before : told
}

function idsOf(fates: ReadonlyMap<string, string>, wanted: string): string[] {
  return [...fates].filter(([, fate]) => fate === wanted).map(([id]) => id)
}
