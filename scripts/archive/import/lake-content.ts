import type { SanityClient } from '@sanity/client'
import { z } from 'zod'
import type { Report } from '../../terminal/progress.ts'

const Ids = z.array(z.string())

const atOnce = 2000

/** Which of these ids the lake has documents of, drafts and versions among them. */
export async function idsThere(client: SanityClient, ids: readonly string[], report: Report): Promise<Set<string>> {
  const there = new Set<string>()
  for (let start = 0; start < ids.length; start += atOnce) {
    if (start > 0) report(`Looking for documents that are in the lake already: ${start} of ${ids.length}`)
    const some = ids.slice(start, start + atOnce)
    const found = Ids.parse(await client.fetch('*[_id in $ids]._id', { ids: some }, { perspective: 'raw' }))
    for (const id of found) there.add(id)
  }
  return there
}

/** How many documents the lake holds that are no assets and not Sanity's own, drafts and versions among them. */
export async function documentsThere(client: SanityClient): Promise<number> {
  const query = 'count(*[!(_id in path("_.**")) && !(_type in ["sanity.imageAsset", "sanity.fileAsset"])])'
  return z.number().parse(await client.fetch(query, {}, { perspective: 'raw' }))
}
