import type { BigIntStats } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { hostFiles } from './host-files.ts'

/** What stands at a path of the site: a file, a page whose one address is another, or nothing that is served. */
export type Found =
  | { kind: 'file'; path: string; name: string; tag: string }
  | { kind: 'elsewhere'; address: string }
  | { kind: 'nothing' }

const nothing: Found = { kind: 'nothing' }
const page = 'index.html'

/**
 * Finds what a request's path means in the site's folder. Nothing outside it, hidden, or still being written is ever found, and
 * a page has one address: that of its folder, with a slash at its end.
 */
export async function fileAt(folder: string, pathname: string): Promise<Found> {
  const parts = partsOf(pathname)
  if (parts === undefined) return nothing
  const isFolder = pathname.endsWith('/')
  const found = await fileNamed(folder, [...parts, ...(isFolder ? [page] : [])].join('/'))
  if (isFolder) return found
  const address = pathname.replace(/^\/+/, '/')
  if (found.kind === 'file' && parts.at(-1) === page)
    return { kind: 'elsewhere', address: address.slice(0, -page.length) }
  if (found.kind === 'file') return found
  const inside = await fileNamed(folder, [...parts, page].join('/'))
  return inside.kind === 'file' ? { kind: 'elsewhere', address: `${address}/` } : nothing
}

/** Finds a file by its name in the site's folder, such as `rss.xml`. */
export async function fileNamed(folder: string, name: string): Promise<Found> {
  if (hostFiles.includes(name) || !name.split('/').every(isServed)) return nothing
  const path = join(folder, name)
  const [state, real, root] = await Promise.all([stateOf(path), realPathOf(path), realPathOf(folder)])
  if (real === undefined || root === undefined || !real.startsWith(root + sep)) return nothing
  return state?.isFile() ? { kind: 'file', path, name, tag: tagOf(state) } : nothing
}

function partsOf(pathname: string): string[] | undefined {
  try {
    const parts = decodeURIComponent(pathname).split('/').slice(1)
    if (parts.at(-1) === '') parts.pop()
    return parts
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
