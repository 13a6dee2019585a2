import { Hono } from 'hono'
import { z } from 'zod'
import type { Lake, MutationResult } from '../../lake.ts'
import { purgeRefused } from '../permissions.ts'
import { refusal } from '../refusals.ts'
import { addressOptions, type Env, flag, received, sent } from '../wire.ts'

/** Up to here Studio and client make them of 22 letters and digits; imports make their own. */
const transactionId = z
  .string()
  .regex(/^[\w.-]{1,128}$/)
  .optional()

const Mutations = z.object({ mutations: z.array(z.unknown()), transactionId })
const Actions = z.object({
  actions: z.unknown(),
  transactionId,
  dryRun: z.boolean().optional(),
  skipCrossDatasetReferenceValidation: z.boolean().optional(),
})

const Options = z.object({
  transactionId,
  returnIds: flag,
  returnDocuments: flag,
  dryRun: flag,
  autoGenerateArrayKeys: flag,
  // All three are met: what is written is seen by the next query.
  visibility: z.enum(['sync', 'async', 'deferred']).optional(),
})

/** Changes to documents: mutations, and the actions that the Studio is used by. */
export function mutateRoutes({ lake }: { lake: Lake }): Hono<Env> {
  return new Hono<Env>()
    .post('/data/mutate/:dataset', async (c) => {
      const { dryRun, autoGenerateArrayKeys, returnDocuments, transactionId: id } = addressOptions(c, Options)
      const { mutations, transactionId = id } = await received(c, Mutations)
      const author = c.var.caller.id
      const request = { mutations, transactionId, author, dryRun, autoGenerateArrayKeys, areParsed: true }
      const mutated = lake.mutate(request)
      if (!mutated.ok) return refusal(mutated.status, mutated.error)
      const results = returnDocuments ? mutated.results : mutated.results.map(withoutDocument)
      return sent(c, { transactionId: mutated.transactionId, results })
    })
    .post('/data/actions/:dataset', async (c) => {
      const body = await received(c, Actions)
      const refused = purgeRefused(c.var, body.actions)
      if (refused) return refused
      const acted = lake.act({ ...body, author: c.var.caller.id })
      return acted.ok ? sent(c, { transactionId: acted.transactionId }) : refusal(acted.status, acted.error)
    })
}

function withoutDocument({ id, operation }: MutationResult) {
  return { id, operation }
}
