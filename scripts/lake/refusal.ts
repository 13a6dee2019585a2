/** A request the lake will not carry out, in the words of Sanity's API: the HTTP status, and the `error` of the JSON body. */
export interface Refused {
  ok: false
  status: 400 | 403 | 404 | 409 | 413 | 503
  error: { type: string; description: string; [detail: string]: unknown }
}

/** Why one mutation or action cannot be carried out. `type` is Sanity's name for it; `status` is 409 unless told. */
export interface Obstacle {
  type: string
  description: string
  status?: Refused['status']
  [detail: string]: unknown
}

/** The refusal of a transaction because of its mutation number `index`. */
export function refusedMutation(index: number, obstacle: Obstacle): Refused {
  return refusal('mutationError', 'The mutation(s) failed', index, obstacle)
}

/** The refusal of a transaction because of its action number `index`. */
export function refusedAction(index: number, obstacle: Obstacle): Refused {
  return refusal('actionError', 'The action(s) failed', index, obstacle)
}

/** The refusal of a request that is not shaped as the API asks. */
export function malformed(description: string): Refused {
  return { ok: false, status: 400, error: { type: 'validationError', description } }
}

function refusal(type: string, preamble: string, index: number, { status = 409, ...item }: Obstacle): Refused {
  const description = `${preamble}: ${item.description}`
  return { ok: false, status, error: { type, description, items: [{ index, error: item }] } }
}

/** No document has this id. */
export function documentMissing(id: string): Obstacle {
  return { type: 'documentNotFoundError', id, description: `The document with the ID "${id}" was not found` }
}

/** A document with this id is there already. */
export function documentExists(id: string): Obstacle {
  return { type: 'documentAlreadyExistsError', id, description: `Document by ID "${id}" already exists` }
}

/** The document was changed by someone else since the sender read it. */
export function revisionDiffers(id: string, expected: string, current: string | undefined): Obstacle {
  return {
    type: 'documentRevisionIDDoesNotMatchError',
    id,
    expectedRevisionID: expected,
    currentRevisionID: current,
    description: `Document "${id}" has unexpected revision ID (${quoted(current)}), expected "${expected}"`,
  }
}

/** A patch would give a document another id or type. Sanity's own error, with the id that it leaves out (sanity-io/client 71). */
export function attributeImmutable(id: string, attribute: string): Obstacle {
  const description = `Cannot modify immutable attribute "${attribute}" of document "${id}"`
  return { type: 'cannotModifyImmutableAttributeError', status: 400, id, attribute, description }
}

/** The content itself cannot be accepted. */
export function invalid(description: string, details: Record<string, unknown> = {}): Obstacle {
  return { ...details, type: 'validationError', description, status: 400 }
}

function quoted(revision: string | undefined): string {
  return revision === undefined ? 'the document is missing' : `"${revision}"`
}
