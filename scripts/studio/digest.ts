import { createHash } from 'node:crypto'
import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { HostedLake } from '../terminal/settings.ts'

/** What a built Studio depends on, from the repository's root. */
const sources = ['studio/**/*.{ts,tsx,css,json,svg}', 'schemas/**/*.{ts,json}', 'package-lock.json']
const made = /(^|[\\/])(node_modules|dist|\.sanity)[\\/]/

/** One line of hex that changes when a Studio built from `root` for this lake would come out differently. */
export async function studioDigest(root: string, hosted: HostedLake | undefined): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([hosted?.projectId, hosted?.dataset]))
  const paths = globSync(sources, { cwd: root }).filter((path) => !made.test(path))
  for (const path of paths.sort()) hash.update(`\0${path}\0`).update(await readFile(join(root, path)))
  return hash.digest('hex')
}
