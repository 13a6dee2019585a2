import { Hono } from 'hono'
import { z } from 'zod'
import type { Lake } from '../../lake.ts'
import { addressOptions, type Env, flag, sent, sentLines } from '../wire.ts'

const Options = z.object({ includeAllVersions: flag })

/** Documents by id, all of them for an export, and (for deletions) who refers to one from another dataset: nobody. */
export function documentRoutes({ lake }: { lake: Lake }): Hono<Env> {
  return new Hono<Env>()
    .get('/data/doc/:dataset/:ids{.+}', async (c) => {
      const ids = listed(c.req.param('ids'))
      const { includeAllVersions } = addressOptions(c, Options)
      return sent(c, lake.documents(includeAllVersions ? await allVersionsOf(ids, lake, c.var.caller.id) : ids))
    })
    .get('/data/export/:dataset', (c) => sentLines(c, lake.exported(typesOf(c.req.query('types')))))
    .get('/data/references/:dataset/documents/:id/to', (c) => sent(c, { totalCount: 0, references: [] }))
}

/** The ids of these published documents' drafts and versions, and their own, as far as there are any. */
async function allVersionsOf(ids: readonly string[], lake: Lake, identity: string): Promise<string[]> {
  const found: string[] = []
  for (const id of ids) {
    const query = '*[sanity::versionOf($id)]._id'
    const asked = await lake.query({ query, params: { id }, perspective: 'raw', identity })
    if (asked.ok && Array.isArray(asked.result)) found.push(...asked.result)
  }
  return found
}

function typesOf(text: string | undefined): string[] | undefined {
  return text ? listed(text) : undefined
}

/** The parts of a list with commas between. */
export function listed(text: string): string[] {
  return text.split(',').filter(Boolean)
}
