import { z } from 'zod'
import { cleanText } from './text.ts'

/** A document's name in the lake. Sanity allows letters, digits, `.`, `_` and `-`, 128 at most. */
export const DocumentId = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,128}$/, 'er ikke et gyldigt dokument-id; vælg dokumentet igen i Studio')

/** The id under which readers know a document, whichever of its versions this is: without `drafts.` or `versions.…`. */
export function publishedId(id: string): string {
  return id.replace(/^(?:drafts\.|versions\.[^.]+\.)/, '')
}

/** The name of a member in its list, as Sanity gives it; empty where it has none. */
export const Key = z.string().default('').transform(cleanText)
