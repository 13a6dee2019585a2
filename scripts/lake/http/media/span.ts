import type { Span } from '../../assets/asset-folder.ts'

/** What a `Range` header comes to: one part, all of it, or a part that there is none of. */
export type WantedSpan = Span | 'all' | 'beyond'

/**
 * The part of so many bytes that a `Range` header asks for (RFC 9110, 14.2). What is no range of bytes, or several, is answered
 * with everything, as the standard lets us.
 */
export function wantedSpan(header: string | undefined, size: number): WantedSpan {
  const [, from, to] = /^bytes=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header ?? '') ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return 'all'
  if (from === '')
    return Number(to) === 0 || size === 0 ? 'beyond' : { first: Math.max(0, size - Number(to)), last: size - 1 }
  const first = Number(from)
  if (to !== '' && Number(to) < first) return 'all'
  if (first >= size) return 'beyond'
  return { first, last: to === '' ? size - 1 : Math.min(Number(to), size - 1) }
}

/** Whether one of the marks in an `If-None-Match` header is this one: the sender has the bytes already (RFC 9110, 13.1.2). */
export function isKnown(header: string | undefined, etag: string): boolean {
  const marks = (header ?? '').split(',').map((mark) => mark.trim().replace(/^W\//, ''))
  return marks.includes('*') || marks.includes(etag)
}
