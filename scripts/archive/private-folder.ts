import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { lives } from '../terminal/process-life.ts'

/** A folder that this process alone uses and only this user may open; it is gone when it is disposed of, or the process ends. */
export interface PrivateFolder extends Disposable {
  path: string
}

/**
 * Makes a private folder in another one, with the process's id in its name. What processes that were killed left behind under
 * the same word is removed.
 */
export function privateFolder(parent: string, word: string): PrivateFolder {
  mkdirSync(parent, { recursive: true })
  removeLeftovers(parent, word)
  const path = mkdtempSync(join(parent, `${word}-${process.pid}-`)) // with rights 0700
  // Tried again, since a file that was being made a moment ago may still come.
  const remove = (): void => rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 })
  process.once('exit', remove)
  return {
    path,
    [Symbol.dispose]() {
      process.off('exit', remove)
      remove()
    },
  }
}

function removeLeftovers(parent: string, word: string): void {
  for (const name of readdirSync(parent)) {
    const owner = name.startsWith(`${word}-`) ? /^(\d+)-\w{6}$/.exec(name.slice(word.length + 1))?.[1] : undefined
    if (owner !== undefined && !lives(Number(owner))) rmSync(join(parent, name), { recursive: true, force: true })
  }
}
