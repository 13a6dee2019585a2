import type { Order } from '../conduct.ts'
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

/** News that has not come yet. */
export function pendingNews(): Pending {
  const fates = new Map<string, 'altered' | 'gone'>()
  let sweep = false
  let next = Promise.withResolvers<void>()
  return {
    add(news) {
      if (news.kind === 'sweep') sweep = true
      else fates.set(news.id, news.kind)
      next.resolve()
      next = Promise.withResolvers()
    },
    any: () => sweep || fates.size > 0,
    take() {
      const order: Order = sweep
        ? { kind: 'sweep' }
        : { kind: 'changes', altered: idsOf(fates, 'altered'), gone: idsOf(fates, 'gone') }
      sweep = false
      fates.clear()
      return order
    },
    arrival: () => next.promise,
  }
}

function idsOf(fates: ReadonlyMap<string, string>, wanted: string): string[] {
  return [...fates].filter(([, fate]) => fate === wanted).map(([id]) => id)
}
