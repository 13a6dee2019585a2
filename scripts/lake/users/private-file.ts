import { closeSync, fchmodSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'

const ownerOnly = 0o600

/**
 * Puts a text into a file that its owner alone may read, in place of what was there. Whoever reads it meanwhile sees the
 * old text or the new, and so does the next start after a power cut. When it fails, nothing of it stays.
 */
export function writePrivately(path: string, text: string): void {
  const beside = `${path}.${process.pid}`
  try {
    writeThrough(beside, text)
    renameSync(beside, path)
  } catch (fault) {
    rmSync(beside, { force: true })
    throw fault
  }
}

function writeThrough(path: string, text: string): void {
  const file = openSync(path, 'w', ownerOnly)
  try {
    fchmodSync(file, ownerOnly)
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** The JSON in a file; undefined when there is no such file. Throws a SyntaxError when it holds something else. */
export function jsonIn(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (fault) {
    if (Object(fault).code === 'ENOENT') return undefined
    throw fault
  }
}
