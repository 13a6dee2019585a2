import { parentPort, workerData } from 'node:worker_threads'
import { type DeskMeans, PreviewDesk } from './desk.ts'

/** What a desk can be asked to do from outside its thread. */
export type Errands = Pick<PreviewDesk, 'revisions' | 'take' | 'note' | 'show' | 'page' | 'picture'>

/** An errand on its way to the desk, and what came of it on its way back. */
export type Errand = { number: number; name: keyof Errands; what: unknown[] }
export type Outcome = { number: number } & ({ ok: true; value: unknown } | { ok: false; fault: unknown })

const port = parentPort
if (!port) throw new Error('The desk of the preview stands in a thread of its own')

const desk = await PreviewDesk.open(workerData as DeskMeans) // desk-thread.ts hands it in
let later: NodeJS.Timeout | undefined

/** Milliseconds without an errand after which what can wait is done: nobody who types waits for it. */
const quiet = 1_500

port.on('message', ({ number, name, what }: Errand) => {
  done(name, what).then(
    (value) => port.postMessage({ number, ok: true, value } satisfies Outcome),
    (fault: unknown) => port.postMessage({ number, ok: false, fault } satisfies Outcome),
  )
})

async function done(name: Errand['name'], what: unknown[]): Promise<unknown> {
  // The types of both ends are the same class's, which no message can carry.
  const errand = desk[name] as (...what: unknown[]) => unknown
  clearTimeout(later)
  const value = await errand.apply(desk, what)
  clearTimeout(later)
  later = setTimeout(tidy, quiet)
  return value
}

function tidy(): void {
  if (desk.tidy()) later = setTimeout(tidy)
}
