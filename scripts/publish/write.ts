import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileOf } from '#site'
import { allowingImagesFrom, headersFile } from './pictures/headers.ts'
import type { Step } from './plan.ts'
import type { Render } from './render.ts'
import type { OutFolder } from './room/out-folder.ts'

/** What became of a plan's steps. */
export type CarriedOut = {
  rendered: number
  written: number
  unchanged: number
  removed: number
  changed: string[]
  /** Addresses that could not be rendered, and why; their old files stay. */
  faults: { address: string; why: string }[]
}

/**
 * Renders and writes, in the plan's order, only what differs from the file that stands there; then removes.
 * Throws the signal's reason when it is aborted, between two steps.
 */
export async function carryOut(
  steps: readonly Step[],
  out: OutFolder,
  render: Render,
  signal?: AbortSignal,
): Promise<CarriedOut> {
  const done: CarriedOut = { rendered: 0, written: 0, unchanged: 0, removed: 0, changed: [], faults: [] }
  for (const { address, action } of steps) {
    signal?.throwIfAborted()
    if (action === 'remove') {
      if (!out.remove(fileOf(address))) continue
      done.removed++
      done.changed.push(address)
      continue
    }
    const page = await render(address)
    if (!page.ok) {
      done.faults.push({ address, why: page.why })
      continue
    }
    done.rendered++
    if (out.write(fileOf(address), page.bytes)) {
      done.written++
      done.changed.push(address)
    } else done.unchanged++
  }
  return done
}

/**
 * Puts the compiled app's own files (styles, fonts, host settings) in place; gives their names. Pages may show images from `imagesFrom`
 * too, when that is told.
 */
export function placeAppFiles(client: string, out: OutFolder, imagesFrom?: string): string[] {
  const files = readdirSync(client, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(sep, '/'))
    .filter((name) => statSync(join(client, name)).isFile())
  for (const name of files) {
    const bytes = readFileSync(join(client, name))
    out.write(name, name === headersFile && imagesFrom !== undefined ? allowingImagesFrom(bytes, imagesFrom) : bytes)
  }
  return files
}

/**
 * The same steps, in the order in which no link leads astray: image files, then pages that are not there yet, then what is rewritten,
 * which may link to them. Steps of one kind stay in their order.
 */
export function newFirst<Step extends { address: string; action: string }>(
  steps: readonly Step[],
  out: OutFolder,
): Step[] {
  const rankOf = ({ address, action }: Step): number => {
    if (action === 'picture') return 0
    return action === 'render' && !out.has(fileOf(address)) ? 1 : 2
  }
  const ranked = steps.map((step) => ({ step, rank: rankOf(step) }))
  return ranked.sort((one, other) => one.rank - other.rank).map(({ step }) => step)
}

/** Removes every file, of the whole folder or of one inside it, that does not belong to the site; gives their names. */
export function removeStrangers(out: OutFolder, belongs: (file: string) => boolean, inside = ''): string[] {
  return out.files(inside).filter((file) => !belongs(file) && out.remove(file))
}
