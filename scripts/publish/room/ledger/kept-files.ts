import { copyFileSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { contentOf } from './content.ts'

/** Files that stood in the out folder once, each under the sum of its bytes. */
export interface KeptFiles {
  /** Keeps what stands at a path, without copying it where the disk knows links. */
  keep(path: string, hash: string): void
  pathOf(hash: string): string
  /** Whether these very bytes are kept; a file that somebody altered through another of its names is not taken for them. */
  isWhole(hash: string): boolean
  discard(hash: string): void
  /** Whether anything is kept at all. */
  any(): boolean
  /** The sums of what is kept in one of the drawers, 0 to 255. */
  inDrawer(drawer: number): string[]
}

/** How many folders the kept files are spread over. */
export const drawers = 256

/** The kept files in this folder, which need not exist yet. */
export function keptFiles(folder: string): KeptFiles {
  const pathOf = (hash: string): string => join(folder, hash.slice(0, 2), hash.slice(2))
  return {
    pathOf,
    keep(path, hash) {
      const kept = pathOf(hash)
      try {
        linkSync(path, kept)
      } catch (fault) {
        if (codeOf(fault) === 'EEXIST') return
        mkdirSync(dirname(kept), { recursive: true })
        linkOrCopy(path, kept)
      }
    },
    isWhole(hash) {
      try {
        return contentOf(readFileSync(pathOf(hash))).hash === hash
      } catch {
        return false // gone
      }
    },
    discard: (hash) => rmSync(pathOf(hash), { force: true }),
    any: () => existsSync(folder),
    inDrawer(drawer) {
      const name = drawer.toString(16).padStart(2, '0')
      const inside = join(folder, name)
      return existsSync(inside) ? readdirSync(inside).map((rest) => name + rest) : []
    },
  }
}

/** Another disk, or one that knows no links or no more of them, gets a copy: it has its name only when it is whole. */
function linkOrCopy(path: string, kept: string): void {
  try {
    linkSync(path, kept)
  } catch (fault) {
    if (codeOf(fault) === 'EEXIST') return
    copyFileSync(path, `${kept}.part`)
    renameSync(`${kept}.part`, kept)
  }
}

function codeOf(fault: unknown): unknown {
  return fault instanceof Error && 'code' in fault ? fault.code : undefined
}
