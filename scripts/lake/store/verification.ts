import { Worker } from 'node:worker_threads'

/** A look through a database that goes on beside the lake. */
export interface Verification {
  /** What is wrong with it; undefined for nothing, or when it was ended before. */
  fault: Promise<string | undefined>
  end(): void
}

/** Looks through a database file for damage, in a thread of its own: the lake answers meanwhile. */
export function verification(file: string): Verification {
  const worker = new Worker(new URL('./verification-worker.ts', import.meta.url), { workerData: file })
  worker.unref()
  const fault = new Promise<string | undefined>((resolve) => {
    worker.once('message', (told: string | undefined) => resolve(told))
    worker.once('error', (failure) => resolve(String(Object(failure).message)))
    worker.once('exit', () => resolve(undefined))
  })
  return { fault, end: () => void worker.terminate() }
}
