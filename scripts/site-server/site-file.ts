import type { BigIntStats } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'

/** What stands at a path of the site: a file, a folder whose page has an address with a slash at its end, or nothing that is served. */
export type Found = { kind: 'file'; path: string; name: string; tag: string } | { kind: 'folder' } | { kind: 'nothing' }

const nothing: Found = { kind: 'nothing' }

/** Files that tell hosts how to serve the site, and are no part of what they serve. */
const forHosts = ['_headers', '_redirects']

/** Finds what a request's path means in the site's folder. Nothing outside it, hidden, or still being written is ever found. */
export async function fileAt(folder: string, pathname: string): Promise<Found> {
  const parts = partsOf(pathname)
  if (parts === undefined || forHosts.includes(parts.join('/'))) return nothing
  const page = pathname.endsWith('/')
  const name = [...parts, ...(page ? ['index.html'] : [])].join('/')
  const path = join(folder, name)
  const [state, real, root] = await Promise.all([stateOf(path), realPathOf(path), realPathOf(folder)])
  if (state === undefined || real === undefined || root === undefined || !real.startsWith(root + sep)) return nothing
  if (state.isDirectory()) return (await stateOf(join(path, 'index.html')))?.isFile() ? { kind: 'folder' } : nothing
  return state.isFile() ? { kind: 'file', path, name, tag: tagOf(state) } : nothing
}

function partsOf(pathname: string): string[] | undefined {
  try {
    const parts = decodeURIComponent(pathname).split('/').slice(1)
    if (parts.at(-1) === '') parts.pop()
    return parts.every(isServed) ? parts : undefined
  } catch {
    return undefined // not a percent-encoding of anything
  }
}

function isServed(part: string): boolean {
  if (part === '' || /[\\\0:]/.test(part) || part.endsWith('.part')) return false
  return !part.startsWith('.') || part === '.well-known'
}

/** A file is only ever replaced as a whole, so its place on the disk and its time name its content. */
function tagOf({ ino, mtimeNs, size }: BigIntStats): string {
  return `"${ino.toString(36)}-${mtimeNs.toString(36)}-${size.toString(36)}"`
}

async function stateOf(path: string): Promise<BigIntStats | undefined> {
  try {
    return await stat(path, { bigint: true })
  } catch {
    return undefined // nothing stands there
  }
}

async function realPathOf(path: string): Promise<string | undefined> {
  try {
    return await realpath(path)
  } catch {
    return undefined // nothing stands there
  }
}
