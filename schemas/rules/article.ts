import { z } from 'zod'
import { publishedId } from '../document-id.ts'
import { References } from '../reference.ts'
import { OptionalLine } from '../text.ts'
import { anError, aWarning, type Finding } from './finding.ts'

type Pointer = { _ref?: string }

/** As much of an article as a byline depends on, while it is being written, when any field may be missing or wrong. */
export const WrittenArticle = z
  .object({
    genre: OptionalLine.catch(undefined),
    authors: References.catch([]),
    sponsoredBy: OptionalLine.catch(undefined),
  })
  .catch({ authors: [] })
export type WrittenArticle = z.infer<typeof WrittenArticle>

/** Whether somebody signs the article. A list of names needs nobody, and paid content is signed by who paid. */
export function bylineFindings({ genre, authors, sponsoredBy }: WrittenArticle): Finding[] {
  if (genre === 'navne' || sponsoredBy || authors.length > 0) return []
  return [aWarning('Artiklen har ingen byline; vælg mindst én skribent.')]
}

/** Whether a list of stories to read offers the very document it stands in. */
export function selfReferenceFindings(id: string | undefined, stories: readonly Pointer[] | undefined): Finding[] {
  if (id === undefined || !stories?.some(({ _ref }) => _ref === publishedId(id))) return []
  return [anError('»Læs også« peger på artiklen selv; fjern henvisningen.')]
}

/** That a label for paid content says so in the words the law asks for. */
export function sponsorFindings(label: string | undefined): Finding[] {
  if (label === undefined || /annonce/i.test(label)) return []
  return [anError('Betalt indhold skal kaldes en annonce; skriv for eksempel »Annonceindlæg fra Norrbit«.')]
}
