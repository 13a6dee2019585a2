import type { SlugSourceContext } from '@sanity/types'
import type { Reference } from '../reference.ts'
import { WrittenNotice } from '../rules/notice.ts'
import { shortCompanyName } from './grammar.ts'

/** What the slug is made from: the person and the company, as written or as its own document names it. */
export async function slugSource(
  document: unknown,
  { getClient }: Pick<SlugSourceContext, 'getClient'>,
): Promise<string> {
  const { person = '', company, companyName = await nameOf(company, getClient) } = WrittenNotice.parse(document)
  return `${person} ${shortCompanyName(companyName)}`.trim()
}

async function nameOf(company: Reference | undefined, getClient: SlugSourceContext['getClient']): Promise<string> {
  if (company === undefined) return ''
  const client = getClient({ apiVersion: '2025-02-19' }).withConfig({ perspective: 'drafts' })
  return (await client.fetch<string | null>('*[_id == $id][0].name', { id: company._ref })) ?? ''
}
