import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Problem } from '../../../terminal/problem.ts'

/** A file of the site, and the words that it must hold, or must no longer hold, when a change has come to it. */
export type Awaited = { file: string; words: string; gone?: boolean }

/** Milliseconds between looks at the files. */
const look = 1

/**
 * The moments, by `performance.now()`, at which each file first was as it shall be, in the order of the files. A file is read again only
 * when it was replaced, so that looking costs what is measured next to nothing.
 * @throws Problem naming the first file that is not so after the patience, in milliseconds
 */
export async function whenOnDisk(
  out: string,
  awaited: readonly Awaited[],
  patience: number,
  signal: AbortSignal,
): Promise<number[]> {
  const since = performance.now()
  const moments = new Map<Awaited, number>()
  const seen = new Map<Awaited, string>()
  while (moments.size < awaited.length) {
    for (const one of awaited.filter((each) => !moments.has(each))) {
      const path = join(out, one.file)
      const version = versionOf(path)
      if (version === seen.get(one)) continue
      seen.set(one, version)
      if (isSo(path, one)) moments.set(one, performance.now())
    }
    if (moments.size === awaited.length) break
    const [late] = awaited.filter((each) => !moments.has(each))
    if (performance.now() - since > patience) throw new Problem(`${late?.file} did not change in ${patience} ms`)
    await setTimeout(look, undefined, { signal })
  }
  return awaited.map((one) => moments.get(one) ?? 0)
}

/** Those of the files that are not as they shall be. */
export function notYet(out: string, awaited: readonly Awaited[]): Awaited[] {
  return awaited.filter((one) => !isSo(join(out, one.file), one))
}

function versionOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false, bigint: true })
  return found ? `${found.ino} ${found.mtimeNs} ${found.size}` : 'none'
}

function isSo(path: string, { words, gone = false }: Awaited): boolean {
  return textIn(path).includes(words) !== gone
}

function textIn(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // not there, or not there any more
  }
}
