import { Problem } from './problem.ts'

/** The wish to end, as Ctrl-C or a service manager gives it. */
export interface Interruption extends Disposable {
  /** Aborted by the first SIGINT or SIGTERM; its reason is a Problem that says so. */
  signal: AbortSignal
  /** Resolves when the wish comes. */
  wished: Promise<void>
}

/** Listens for SIGINT and SIGTERM from now until disposed of; a second signal ends the process at once. */
export function interruption(): Interruption {
  const controller = new AbortController()
  const { promise: wished, resolve } = Promise.withResolvers<void>()
  const end = (): void => {
    if (controller.signal.aborted) process.exit(1)
    controller.abort(new Problem('Interrupted; nothing is lost, and running the same command again goes on from here'))
    resolve()
  }
  const signals = ['SIGINT', 'SIGTERM'] as const
  for (const name of signals) process.on(name, end)
  return {
    signal: controller.signal,
    wished,
    [Symbol.dispose]() {
      for (const name of signals) process.off(name, end)
    },
  }
}

/** What `work` gives; rejects with the signal's reason as soon as it is aborted, without waiting for work that cannot be cut short. */
export function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const end = (): void => reject(signal.reason)
  signal.addEventListener('abort', end, { once: true })
  if (signal.aborted) end()
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', end))
}
