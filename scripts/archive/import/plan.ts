import { named } from '../archive-fault.ts'
import type { DocumentNote } from './documents/document-note.ts'

/** What happens to a document that is in the lake already: nothing is imported at all, it is left, or it is replaced. */
export type Mode = 'fail' | 'missing' | 'replace'

/** What an import would do, document by document. */
export type ImportPlan = { created: DocumentNote[]; replaced: DocumentNote[]; left: DocumentNote[] }

/** Sorts documents by what the lake has already. */
export function planImport(notes: readonly DocumentNote[], there: ReadonlySet<string>, mode: Mode): ImportPlan {
  const known = notes.filter(({ id }) => there.has(id))
  return {
    created: notes.filter(({ id }) => !there.has(id)),
    replaced: mode === 'missing' ? [] : known,
    left: mode === 'missing' ? known : [],
  }
}

/** Why documents that the lake has already forbid the import; completes "Cannot import FILE: ". */
export function obstacleInLake({ replaced }: ImportPlan, mode: Mode): string | undefined {
  if (mode !== 'fail' || replaced.length === 0) return undefined
  const are = replaced.length === 1 ? 'document of it is' : 'documents of it are'
  return `${replaced.length} ${are} in the lake already (${named(replaced.map(({ id }) => id))}); add --replace to put these in their place, or --missing to leave them as they are`
}

/** Strong references that would lead to nothing, as `article-1 → author-9`: of what is published, and of drafts, which may. */
export function danglingReferences(
  notes: readonly DocumentNote[],
  isThere: (id: string) => boolean,
): { published: string[]; drafts: string[] } {
  const [published, drafts]: string[][] = [[], []]
  for (const { id, strong } of notes) {
    for (const target of new Set(strong)) {
      if (!isThere(target)) (isUnpublished(id) ? drafts : published)?.push(`${id} → ${target}`)
    }
  }
  return { published: published ?? [], drafts: drafts ?? [] }
}

const isUnpublished = (id: string): boolean => id.startsWith('drafts.') || id.startsWith('versions.')
