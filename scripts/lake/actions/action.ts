import { z } from 'zod'
import { NewDocumentShape, OperationsShape, sentence } from '../mutations/mutation.ts'
import { malformed, type Refused } from '../refusal.ts'

const id = z.string().min(1)
const Patch = OperationsShape.extend({ ifRevisionID: z.string().optional() })
const Identified = NewDocumentShape.extend({ _id: id })

/** The actions this lake keeps, as Sanity's API shapes them (https://www.sanity.io/docs/http-reference/actions). */
const shapes = {
  'sanity.action.document.create': z.object({
    publishedId: id,
    attributes: Identified,
    ifExists: z.enum(['fail', 'ignore']).default('fail'),
  }),
  'sanity.action.document.edit': z.object({ draftId: id, publishedId: id, patch: Patch }),
  'sanity.action.document.publish': z.object({
    draftId: id,
    publishedId: id,
    ifDraftRevisionId: z.string().optional(),
    ifPublishedRevisionId: z.string().optional(),
  }),
  'sanity.action.document.unpublish': z.object({ draftId: id, publishedId: id }),
  'sanity.action.document.discard': z.object({ draftId: id, purge: z.boolean().default(false) }),
  'sanity.action.document.delete': z.object({
    publishedId: id,
    includeDrafts: z.array(id).default([]),
    purge: z.boolean().default(false),
  }),
  'sanity.action.document.replaceDraft': z.object({ publishedId: id, attributes: Identified }),
  'sanity.action.document.version.create': z.union([
    z.object({ publishedId: id, document: Identified }),
    z.object({ publishedId: id, baseId: id, versionId: id, ifBaseRevisionId: z.string().optional() }),
  ]),
  'sanity.action.document.version.discard': z.object({ versionId: id, purge: z.boolean().default(false) }),
  'sanity.action.document.version.replace': z.object({ document: Identified }),
}

type Kind = keyof typeof shapes

/** One editor's action. */
export type Action = { [K in Kind]: { kind: K } & z.infer<(typeof shapes)[K]> }[Kind]

/** The action of one kind. */
export type ActionOf<K extends Kind> = Extract<Action, { kind: K }>

/** Reads the `actions` of a request, one or a list; a refusal (400) names the first that cannot be read. */
export function readActions(raw: unknown): { ok: true; actions: Action[] } | Refused {
  const items: unknown[] = Array.isArray(raw) ? raw : [raw]
  if (items.length === 0) return malformed('"actions" must be a list with at least one action')
  const actions: Action[] = []
  for (const [index, item] of items.entries()) {
    const action = readAction(item)
    if (typeof action === 'string') return malformed(`Action ${index} cannot be carried out: ${action}`)
    actions.push(action)
  }
  return { ok: true, actions }
}

function readAction(raw: unknown): Action | string {
  const kind = typeof raw === 'object' && raw !== null && 'actionType' in raw ? raw.actionType : undefined
  if (typeof kind !== 'string') return 'it must have an "actionType"'
  if (/^sanity\.action\.(release|variant|document\.variant|document\.version\.unpublish)/.test(kind)) {
    return `"${kind}" belongs to releases and variants, which need a hosted Sanity dataset; the embedded Content Lake keeps drafts and published documents`
  }
  if (!isKind(kind)) return `"${kind}" is not an action of the embedded Content Lake`
  const read = shapes[kind].safeParse(raw)
  // The shape was looked up by the kind, which the compiler does not follow through the table.
  return read.success ? ({ kind, ...read.data } as Action) : `${kind}${sentence(read.error)}`
}

function isKind(kind: string): kind is Kind {
  return Object.hasOwn(shapes, kind)
}
