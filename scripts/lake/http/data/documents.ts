import { Hono } from 'hono'
import type { Lake } from '../../lake.ts'
import { type Env, sent, sentLines } from '../wire.ts'

/** Documents by id, all of them for an export, and (for deletions) who refers to one from another dataset: nobody. */
export function documentRoutes({ lake }: { lake: Lake }): Hono<Env> {
  return new Hono<Env>()
    .get('/data/doc/:dataset/:ids{.+}', (c) => sent(c, lake.documents(listed(c.req.param('ids')))))
    .get('/data/export/:dataset', (c) => sentLines(c, lake.exported(typesOf(c.req.query('types')))))
    .get('/data/references/:dataset/documents/:id/to', (c) => sent(c, { totalCount: 0, references: [] }))
}

function typesOf(text: string | undefined): string[] | undefined {
  return text ? listed(text) : undefined
}

/** The parts of a list with commas between. */
export function listed(text: string): string[] {
  return text.split(',').filter(Boolean)
}
