import { Schema } from '@sanity/schema'
import { builtinTypes } from '@sanity/schema/_internal'
import type { SanityDocument } from '@sanity/types'
import { validateDocumentWithWorkspace } from '@sanity/validation'
import { forms } from '#schemas/documents.ts'

/** Our forms as Sanity compiles them. */
const schema = Schema.compile({
  name: 'default',
  types: forms,
  parent: Schema.compile({ name: 'studio', types: builtinTypes }),
})

/** What the lake would answer the rules: whether a slug is taken, and whether a document is there. */
type Lake = { slugTaken?: boolean; missing?: readonly string[] }

/**
 * What the Studio says at each field of a document, as its own rules find it: `level field: sentence`. The rules run in
 * the Studio's manner, since outside it Sanity makes warnings of errors on images and slugs.
 */
export async function saidInStudio(
  document: object,
  { slugTaken = false, missing = [] }: Lake = {},
): Promise<string[]> {
  const client = {
    withConfig: () => client,
    // Sanity asks whether the slug is free, our own rule whether it is taken.
    fetch: async (query: string) => (query.startsWith('!defined') ? !slugTaken : slugTaken),
  }
  const markers = await validateDocumentWithWorkspace({
    document: document as SanityDocument, // builders give what the lake stores, which is one
    workspace: workspaceWith(client) as never, // the rules use no more of a workspace than this
    getDocumentExists: async ({ id }) => !missing.includes(id),
    environment: 'studio',
  })
  return markers.map(({ level, path, message }) => `${level} ${fieldPath(path)}: ${message}`)
}

function workspaceWith(client: object) {
  const i18n = { loadNamespaces: async () => {}, t: (key: string) => `(Sanity: ${key})` }
  return { schema, getClient: () => client, i18n }
}

function fieldPath(path: readonly unknown[]): string {
  return path
    .map((segment) => (typeof segment === 'object' && segment !== null && '_key' in segment ? segment._key : segment))
    .join('.')
}
