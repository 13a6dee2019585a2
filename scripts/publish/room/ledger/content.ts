import { createHash } from 'node:crypto'

/** The bytes of a file, told by their SHA-256 sum (64 hexadecimal digits) and their number. */
export type Content = { hash: string; size: number }

/** What tells these bytes from all others. */
export function contentOf(bytes: Uint8Array): Content {
  return { hash: createHash('sha256').update(bytes).digest('hex'), size: bytes.length }
}
