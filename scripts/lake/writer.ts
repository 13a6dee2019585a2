import { readActions } from './actions/action.ts'
import { type Desk, purgedBy, stepsFor } from './actions/steps.ts'
import type { Queries } from './groq/queries.ts'
import { withArrayKeys } from './mutations/array-keys.ts'
import type { Committer } from './mutations/committer.ts'
import { readMutations } from './mutations/mutation.ts'
import { type MutationResult, WorkingCopy } from './mutations/working-copy.ts'
import { malformed, type Refused, refusedAction, refusedMutation } from './refusal.ts'
import type { Store } from './store/store.ts'

export interface MutateRequest {
  /** As they came in the request's JSON: read here. */
  mutations: unknown
  transactionId?: string | undefined
  /** The user's id, for history. */
  author: string
  /** Find out what would happen, and write nothing. */
  dryRun?: boolean | undefined
  autoGenerateArrayKeys?: boolean | undefined
  /** The mutations come from JSON, and nobody else holds them. */
  areParsed?: boolean | undefined
}

export interface ActRequest {
  /** As they came in the request's JSON, one action or a list: read here. */
  actions: unknown
  transactionId?: string | undefined
  author: string
  dryRun?: boolean | undefined
  /** Of no consequence: there is no other dataset. References within this one always count, as with Sanity. */
  skipCrossDatasetReferenceValidation?: boolean | undefined
}

export type Mutated = { ok: true; transactionId: string; results: MutationResult[] } | Refused
export type Acted = { ok: true; transactionId: string } | Refused

/** Where ids come from. */
export interface Chance {
  /** An id for a transaction whose sender gave none: 20–22 letters and digits. */
  transactionId: () => string
  /** An id for a document, a listener or a list member that came without one. */
  documentId: () => string
}

/** Takes requests to write, and has them carried out whole or not at all. */
export class Writer {
  readonly #store: Store
  readonly #queries: Queries
  readonly #committer: Committer
  readonly #clock: () => string
  readonly #chance: Chance

  constructor(store: Store, queries: Queries, committer: Committer, clock: () => string, chance: Chance) {
    this.#store = store
    this.#queries = queries
    this.#committer = committer
    this.#clock = clock
    this.#chance = chance
  }

  mutate(request: MutateRequest): Mutated {
    const read = readMutations(request.mutations)
    if (!read.ok) return read
    const copy = this.#workingCopy(request)
    if ('error' in copy) return copy
    for (const [index, mutation] of read.mutations.entries()) {
      const whole = request.autoGenerateArrayKeys ? withArrayKeys(mutation, () => this.#newKey()) : mutation
      const obstacle = copy.carryOut(whole, index)
      if (obstacle) return refusedMutation(index, obstacle)
    }
    const refused = this.#committer.commit(copy, { author: request.author, dryRun: request.dryRun ?? false, purge: [] })
    return refused ?? { ok: true, transactionId: copy.setting.transactionId, results: copy.results }
  }

  act(request: ActRequest): Acted {
    const read = readActions(request.actions)
    if (!read.ok) return read
    const copy = this.#workingCopy(request)
    if ('error' in copy) return copy
    for (const [index, action] of read.actions.entries()) {
      const steps = stepsFor(action, this.#desk(copy))
      const obstacle = steps.ok ? firstObstacle(steps.mutations.values(), copy, index) : steps.obstacle
      if (obstacle) return refusedAction(index, obstacle)
    }
    const terms = { author: request.author, dryRun: request.dryRun ?? false, purge: read.actions.flatMap(purgedBy) }
    const refused = this.#committer.commit(copy, terms, refusedAction)
    return refused ?? { ok: true, transactionId: copy.setting.transactionId }
  }

  #workingCopy({
    transactionId,
    author,
    areParsed,
  }: Pick<MutateRequest, 'transactionId' | 'author' | 'areParsed'>): WorkingCopy | Refused {
    if (transactionId !== undefined && !/^[\w.:-]{1,128}$/.test(transactionId)) {
      return malformed('A transaction ID has 1 to 128 letters, digits, "_", "-", "." and ":"')
    }
    const id = transactionId ?? this.#chance.transactionId()
    const objection = this.#committer.objectionTo(id)
    if (objection) return objection
    return new WorkingCopy({
      transactionId: id,
      timestamp: this.#clock(),
      documents: this.#store.documents,
      newId: this.#chance.documentId,
      areParsed,
      idsMatching: (query, params) => this.#queries.idsMatching(query, params, author),
    })
  }

  #desk(copy: WorkingCopy): Desk {
    return {
      document: (id) => copy.document(id),
      versionsOf: (publishedId) => {
        // A draft made earlier in the same transaction is not stored yet.
        const ids = new Set([`drafts.${publishedId}`, ...this.#store.documents.idsOfGroup(publishedId)])
        return [...ids].filter((id) => id !== publishedId && copy.document(id) !== undefined)
      },
    }
  }

  /** Twelve signs, as the Studio's own keys have. */
  #newKey(): string {
    return this.#chance.documentId().replaceAll('-', '').slice(0, 12)
  }
}

function firstObstacle(mutations: Iterable<Parameters<WorkingCopy['carryOut']>[0]>, copy: WorkingCopy, index: number) {
  for (const mutation of mutations) {
    const obstacle = copy.carryOut(mutation, index)
    if (obstacle) return obstacle
  }
  return undefined
}
