import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../../../..')
const sources = [
  'site/src/edition/**/*.ts',
  'site/src/body/**/*.ts',
  'site/src/*.ts',
  'schemas/**/*.ts',
  'package.json',
]

/**
 * A digest of the code that makes an edition out of documents. An edition holds rendered text, so one that other code made
 * is another edition, however alike the tables.
 */
export function maker(): string {
  known ??= digestOfSources()
  return known
}

// The code cannot change under a process that has loaded it.
let known: string | undefined

function digestOfSources(): string {
  const digest = createHash('sha1')
  const found = sources.flatMap((pattern) => globSync(pattern, { cwd: root })).sort()
  const paths = found.filter((path) => !path.includes('node_modules'))
  if (paths.length < sources.length) throw new Error(`Could not find the code of the edition below ${root}`)
  for (const path of paths) {
    digest
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
  }
  return digest.digest('hex')
}
