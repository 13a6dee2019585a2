import type { Limits } from './limits.ts'

/**
 * Why a name from an archive cannot be joined to a folder, on any system; completes "its entry … ". Undefined when it can: it
 * then leads to that folder or below, whatever stands there.
 */
export function obstacleInName(name: string, { nameBytes }: Pick<Limits, 'nameBytes'>): string | undefined {
  const parts = name.split('/')
  if (name === '') return 'has no name'
  if (/\p{Cc}/u.test(name)) return 'has a control character in its name'
  if (Buffer.byteLength(name) > nameBytes) return `has a name of more than ${nameBytes} bytes`
  if (parts.some((part) => Buffer.byteLength(part) > 255)) return 'has a name that no file can have'
  if (name.startsWith('/')) return 'has an absolute path'
  if (/^[a-z]:/i.test(name)) return 'begins with a drive letter'
  if (name.includes('\\')) return 'has a backslash in its name'
  return parts.includes('..') ? 'leads out of the archive with ".."' : undefined
}
