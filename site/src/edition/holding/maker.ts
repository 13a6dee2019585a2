import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../../../..')
const sources = { folders: ['site/src/edition', 'site/src/body', 'site/src/pictures', 'schemas'], beside: 'site/src' }

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
  const inside = sources.folders.flatMap((folder) => filesIn(folder, true))
  const paths = ['package.json', ...inside, ...filesIn(sources.beside, false)].sort()
  for (const path of paths) {
    digest
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
  }
  return digest.digest('hex')
}

function filesIn(folder: string, recursive: boolean): string[] {
  return readdirSync(join(root, folder), { recursive, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.includes('node_modules'))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
}
