import type { StoredDocument } from '../document.ts'
import { documentExists, documentMissing, type Obstacle, revisionDiffers } from '../refusal.ts'
import { obstacleInContent, obstacleInId, withoutQueryFields } from './document-rules.ts'
import type { Mutation, NewDocument, Selection } from './mutation.ts'
import { patched } from './patch.ts'

/** What a transaction needs to know of the world around it. */
export interface Setting {
  transactionId: string
  /** The time of the transaction, ISO 8601 in UTC with milliseconds. */
  timestamp: string
  /** The documents as they stand before it. */
  documents: { get(id: string): StoredDocument | undefined }
  newId: () => string
  /** The mutations come from JSON, and nobody else holds them. */
  areParsed?: boolean | undefined
  /** The ids that a query in a mutation finds, or why it finds none. */
  idsMatching: (
    query: string,
    params: Record<string, unknown>,
  ) => { ok: true; ids: string[] } | { ok: false; obstacle: Obstacle }
}

/** What a transaction did to one document. */
export interface Change {
  documentId: string
  before: StoredDocument | undefined
  after: StoredDocument | undefined
  /** The mutations in wire format, with ids and documents as they were stored. */
  mutations: unknown[]
  /** Which of the transaction's steps touched the document last. */
  step: number
}

/** What one mutation did; `document` is the document after the whole transaction, or the one that was deleted. */
export interface MutationResult {
  id: string
  operation: 'create' | 'update' | 'delete' | 'none'
  document?: StoredDocument
}

/**
 * The documents as one transaction leaves them, built mutation by mutation and thrown away with it. It writes nothing: what it
 * holds at the end is a function of the setting and the mutations.
 */
export class WorkingCopy {
  readonly setting: Setting
  readonly #changes = new Map<string, Change>()
  readonly #before = new Map<string, StoredDocument | undefined>()
  readonly #results: MutationResult[] = []

  constructor(setting: Setting) {
    this.setting = setting
  }

  /** The document as the transaction has left it so far. */
  document(id: string): StoredDocument | undefined {
    const change = this.#changes.get(id)
    return change ? change.after : this.#stored(id)
  }

  /** The document before the transaction; asked for once, as most of an import are not there. */
  #stored(id: string): StoredDocument | undefined {
    if (!this.#before.has(id)) this.#before.set(id, this.setting.documents.get(id))
    return this.#before.get(id)
  }

  /** The revision the document had when the transaction began: what senders compare with. */
  revision(id: string): string | undefined {
    return this.#stored(id)?._rev
  }

  /** Documents that are not what they were, in the order they were first touched. */
  get changes(): Change[] {
    return [...this.#changes.values()].filter(({ before, after }) => before !== undefined || after !== undefined)
  }

  get results(): MutationResult[] {
    return this.#results.map((result) => {
      const document = this.document(result.id) ?? this.#changes.get(result.id)?.before
      return document ? { ...result, document } : result
    })
  }

  /** Carries out one mutation. `step` is its number, or that of the action it serves. */
  carryOut(given: Mutation, step: number): Obstacle | undefined {
    // As it will be read from the disk: nothing shared with the sender, and nothing JSON cannot hold.
    const mutation: Mutation = this.setting.areParsed ? given : JSON.parse(JSON.stringify(given))
    switch (mutation.kind) {
      case 'delete':
        return this.#forEach(mutation.selection, (id) => this.#delete(id, step))
      case 'patch':
        return this.#forEach(mutation.selection, (id) => this.#patch(id, mutation, step))
      default:
        return this.#create(mutation.kind, mutation.document, step)
    }
  }

  #forEach(selection: Selection, carryOut: (id: string) => Obstacle | undefined): Obstacle | undefined {
    const found =
      'ids' in selection
        ? { ok: true as const, ids: selection.ids }
        : this.setting.idsMatching(selection.query, selection.params)
    if (!found.ok) return found.obstacle
    for (const id of found.ids) {
      const obstacle = carryOut(id)
      if (obstacle) return obstacle
    }
    return undefined
  }

  #create(
    kind: 'create' | 'createIfNotExists' | 'createOrReplace',
    content: NewDocument,
    step: number,
  ): Obstacle | undefined {
    const id = this.#idFor(content)
    const existing = this.document(id)
    const obstacle = obstacleInId(id) ?? obstacleInContent({ ...content, _id: id })
    if (obstacle) return obstacle
    if (existing && kind === 'create') return documentExists(id)
    if (existing && kind === 'createIfNotExists') {
      this.#results.push({ id, operation: 'none' })
      return undefined
    }
    const { timestamp, transactionId } = this.setting
    const replaced = existing?._type === content._type ? existing : undefined
    const document: StoredDocument = {
      ...withoutQueryFields(content),
      _id: id,
      _rev: transactionId,
      _createdAt: createdAtIn(content) ?? replaced?._createdAt ?? timestamp,
      _updatedAt: timestamp,
    }
    this.#keep(id, document, { [kind]: document }, step)
    this.#results.push({ id, operation: existing ? 'update' : 'create' })
    return undefined
  }

  #idFor({ _id }: NewDocument): string {
    if (_id === undefined || _id === '') return this.setting.newId()
    return _id.endsWith('.') ? `${_id}${this.setting.newId()}` : _id
  }

  #delete(id: string, step: number): Obstacle | undefined {
    if (!this.document(id)) {
      this.#results.push({ id, operation: 'none' })
      return undefined
    }
    this.#keep(id, undefined, { delete: { id } }, step)
    this.#results.push({ id, operation: 'delete' })
    return undefined
  }

  #patch(id: string, mutation: Mutation & { kind: 'patch' }, step: number): Obstacle | undefined {
    const before = this.document(id)
    const { ifRevisionID, operations } = mutation
    if (!before) return documentMissing(id)
    const revision = this.revision(id)
    if (ifRevisionID !== undefined && ifRevisionID !== revision) return revisionDiffers(id, ifRevisionID, revision)
    const outcome = patched(before, operations)
    if (!outcome.ok) return outcome.obstacle
    const { transactionId, timestamp } = this.setting
    const after = { ...withoutQueryFields(outcome.document), _rev: transactionId, _updatedAt: timestamp }
    this.#keep(id, after, { patch: { ...operations, id } }, step)
    this.#results.push({ id, operation: 'update' })
    return undefined
  }

  #keep(id: string, after: StoredDocument | undefined, mutation: unknown, step: number): void {
    const change = this.#changes.get(id)
    const before = change ? change.before : this.#stored(id)
    this.#changes.set(id, { documentId: id, before, after, mutations: [...(change?.mutations ?? []), mutation], step })
  }
}

function createdAtIn({ _createdAt }: NewDocument): string | undefined {
  return typeof _createdAt === 'string' ? _createdAt : undefined
}
