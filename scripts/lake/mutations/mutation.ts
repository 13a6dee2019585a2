import { z } from 'zod'
import { malformed, type Refused } from '../refusal.ts'

/** The content of a document to be made: its `_id` may be missing or end in a dot (`drafts.`), which asks for an id. */
export type NewDocument = { _id?: string | undefined; _type: string; [field: string]: unknown }

/** What to change in a document; paths as JSONMatch (https://www.sanity.io/docs/content-lake/json-match). */
export interface PatchOperations {
  set?: Record<string, unknown> | undefined
  setIfMissing?: Record<string, unknown> | undefined
  unset?: string[] | undefined
  inc?: Record<string, number> | undefined
  dec?: Record<string, number> | undefined
  diffMatchPatch?: Record<string, string> | undefined
  insert?: { before?: string; after?: string; replace?: string; items: unknown[] } | undefined
}

/** Which documents a mutation is for: these ids, or those a GROQ query finds. */
export type Selection = { ids: string[] } | { query: string; params: Record<string, unknown> }

/** One change to the lake, read from Sanity's wire format (https://www.sanity.io/docs/http-reference/mutation). */
export type Mutation =
  | { kind: 'create' | 'createIfNotExists' | 'createOrReplace'; document: NewDocument }
  | { kind: 'delete'; selection: Selection }
  | { kind: 'patch'; selection: Selection; operations: PatchOperations; ifRevisionID?: string | undefined }

const Attributes = z.record(z.string(), z.unknown())

/**
 * A path of a patch. All members of a list (`[*]`) are written as a slice: the engine that we and the Studio share knows that
 * alone, and hears of this patch as well.
 */
const Path = z.string().transform((path) => path.replaceAll(/("[^"]*"|'[^']*')|\[\*\]/g, (_, text) => text ?? '[0:]'))

export const NewDocumentShape = z.looseObject({ _id: z.string().optional(), _type: z.string() })

export const OperationsShape = z.object({
  set: z.record(Path, z.unknown()).optional(),
  setIfMissing: z.record(Path, z.unknown()).optional(),
  unset: z.array(Path).optional(),
  inc: z.record(Path, z.number()).optional(),
  dec: z.record(Path, z.number()).optional(),
  diffMatchPatch: z.record(Path, z.string()).optional(),
  insert: z
    .union(
      [
        z.object({ before: Path, items: z.array(z.unknown()) }),
        z.object({ after: Path, items: z.array(z.unknown()) }),
        z.object({ replace: Path, items: z.array(z.unknown()) }),
      ],
      { error: 'must have "items" and one of "before", "after" and "replace"' },
    )
    .optional(),
})

const SelectionShape = z.union(
  [
    z.object({ id: z.union([z.string(), z.array(z.string()).min(1)]) }),
    z.object({ query: z.string(), params: Attributes.optional() }),
  ],
  { error: 'must have an "id" or a "query"' },
)

const shapes = {
  create: NewDocumentShape.transform((document): Mutation => ({ kind: 'create', document })),
  createIfNotExists: NewDocumentShape.transform((document): Mutation => ({ kind: 'createIfNotExists', document })),
  createOrReplace: NewDocumentShape.transform((document): Mutation => ({ kind: 'createOrReplace', document })),
  delete: SelectionShape.transform((target): Mutation => ({ kind: 'delete', selection: selectionOf(target) })),
  patch: z
    .intersection(SelectionShape, OperationsShape.extend({ ifRevisionID: z.string().optional() }))
    .transform(({ ifRevisionID, ...patch }): Mutation => {
      return { kind: 'patch', selection: selectionOf(patch), operations: OperationsShape.parse(patch), ifRevisionID }
    }),
}

/** Reads the `mutations` of a request; a refusal (400) names the first that is not shaped as the API asks. */
export function readMutations(raw: unknown): { ok: true; mutations: Mutation[] } | Refused {
  if (!Array.isArray(raw) || raw.length === 0) return malformed('"mutations" must be a list with at least one mutation')
  const mutations: Mutation[] = []
  for (const [index, item] of raw.entries()) {
    const read = readMutation(item)
    if (typeof read === 'string') return malformed(`Mutation ${index} cannot be read: ${read}`)
    mutations.push(read)
  }
  return { ok: true, mutations }
}

function readMutation(raw: unknown): Mutation | string {
  const [kind, ...others] = typeof raw === 'object' && raw !== null ? Object.keys(raw) : []
  if (kind === undefined || others.length > 0 || !isKind(kind)) {
    return `it must have exactly one of ${Object.keys(shapes).join(', ')}`
  }
  const read = shapes[kind].safeParse(Reflect.get(Object(raw), kind))
  return read.success ? read.data : `${kind}${sentence(read.error)}`
}

function isKind(kind: string): kind is keyof typeof shapes {
  return Object.hasOwn(shapes, kind)
}

/** The first fault zod found, as the end of a sentence that names the thing: `.insert must have …`. */
export function sentence(error: z.ZodError): string {
  const issue = error.issues[0]
  const path = issue?.path.map((part) => `.${String(part)}`).join('') ?? ''
  return `${path} ${issue?.message ?? 'is not valid'}`
}

function selectionOf(target: z.infer<typeof SelectionShape>): Selection {
  if ('id' in target) return { ids: [target.id].flat() }
  return { query: target.query, params: target.params ?? {} }
}
