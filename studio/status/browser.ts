import type { Surroundings } from './site-watch.ts'

/** The browser that shows this page, as the watch over the site needs it. */
export function thisBrowser(origin: string): Surroundings {
  return {
    origin,
    fetch: (address, init) => fetch(address, init),
    after(milliseconds, act) {
      const timer = setTimeout(act, milliseconds)
      return () => clearTimeout(timer)
    },
    isSeen: () => document.visibilityState === 'visible',
    onSeen(act) {
      const look = () => {
        if (document.visibilityState === 'visible') act()
      }
      document.addEventListener('visibilitychange', look)
      return () => document.removeEventListener('visibilitychange', look)
    },
  }
}
