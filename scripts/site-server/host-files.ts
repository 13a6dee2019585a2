import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type HeaderRule, readHeaderRules } from './header-rules.ts'

/** What a site asks of whoever serves it. */
export type HostRules = {
  headers: readonly HeaderRule[]
  /** Addresses that lead on, and where to. */
  redirects: ReadonlyMap<string, string>
  /** Whether an address is gone for good, rather than unknown. */
  isGone(address: string): boolean
}

/** Files that tell hosts how to serve a site, and are no part of what they serve. */
export const hostFiles = ['_headers', '_redirects', '_gone']

/** The rules of the site in a folder, read anew when one of its files is another than before. */
export function hostRules(folder: string): () => Promise<HostRules> {
  const headers = kept(join(folder, '_headers'), readHeaderRules)
  const redirects = kept(join(folder, '_redirects'), readRedirects)
  const gone = kept(join(folder, '_gone'), readGone)
  return async () => {
    const [headerRules, leads, digests] = await Promise.all([headers(), redirects(), gone()])
    return { headers: headerRules, redirects: leads, isGone: (address) => digests.has(digestOf(address)) }
  }
}

/**
 * Reads a `_redirects` file as Netlify and Cloudflare Pages do (https://docs.netlify.com/manage/routing/redirects/overview/), as far
 * as ours goes: lines of an address, where it leads and 301. Lines that lead to other hosts or have patterns are passed over.
 */
function readRedirects(text: string): Map<string, string> {
  const leads = new Map<string, string>()
  for (const line of text.split(/\r?\n/)) {
    const [from = '', to = '', status] = line.trim().split(/\s+/)
    const isOurs = [from, to].every((path) => /^\/(?![/\\])[^*:]*$/.test(path))
    // Where two lines have the same address, the first one holds.
    if (isOurs && status === '301' && !leads.has(from)) leads.set(from, to)
  }
  return leads
}

/** Reads a `_gone` file: the SHA-256, in hex, of one address a line. */
function readGone(text: string): Set<string> {
  return new Set(text.split(/\r?\n/).filter((line) => /^[0-9a-f]{64}$/.test(line)))
}

const digestOf = (address: string) => createHash('sha256').update(address).digest('hex')

function kept<Rules>(file: string, read: (text: string) => Rules): () => Promise<Rules> {
  let tag: string | undefined
  let rules = read('')
  return async () => {
    const state = await stat(file, { bigint: true }).catch(() => undefined)
    const now = state && `${state.ino} ${state.mtimeNs} ${state.size}`
    if (now !== tag) {
      // Without the file, as before the first publish, there are no rules.
      rules = read(await readFile(file, 'utf8').catch(() => ''))
      tag = now
    }
    return rules
  }
}
