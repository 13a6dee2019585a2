import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What the pages are made of; documents are not among it, since the app reads them from the edition. */
const sources = { folders: ['site', 'schemas'], files: ['astro.config.ts', 'package-lock.json'] }

const notOurs = new Set(['node_modules', 'dist', '.astro'])

/** The name of the app that these sources and this site address make. Equal sources have equal names on any machine. */
export function appDigest(root: string, siteUrl: string): string {
  return digestOf(root, sourceFiles(root), siteUrl)
}

/**
 * Gives the name of the app as the sources are now. Asked again it looks only at the files' times and sizes, so that it may be
 * asked before every publish.
 */
export function appNaming(root: string, siteUrl: string): () => string {
  let known: { state: string; digest: string } | undefined
  return () => {
    const files = sourceFiles(root)
    const state = files.map((file) => stateOf(root, file)).join('\n')
    if (known?.state !== state) known = { state, digest: digestOf(root, files, siteUrl) }
    return known.digest
  }
}

function digestOf(root: string, files: readonly string[], siteUrl: string): string {
  const hash = createHash('sha256').update(siteUrl)
  for (const file of files) hash.update(`\0${file}\0`).update(bytesOf(join(root, file)))
  return hash.digest('hex').slice(0, 16)
}

function stateOf(root: string, file: string): string {
  const found = statSync(join(root, file), { throwIfNoEntry: false })
  return `${file} ${found?.mtimeMs} ${found?.size} ${found?.ino}`
}

/** The file's bytes; none when somebody has removed it since the folder was read, as editors do when they save. */
function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return new Uint8Array()
    throw fault
  }
}

/** Every source file by its path in the repository, with forward slashes, sorted. */
function sourceFiles(root: string): string[] {
  return [...sources.folders.flatMap((folder) => filesIn(root, folder)), ...sources.files].toSorted()
}

// Node's own globs take 25 ms to load, which is longer than all the rest of this.
function filesIn(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : filesIn(root, path)
    return entry.isFile() ? [path] : []
  })
}
