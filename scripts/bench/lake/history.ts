import type { Archive } from '../archive/archive.ts'
import type { Ask } from './asking.ts'
import { editedArticle } from './editing.ts'
import type { Reading } from './reading.ts'

/** What the Studio asks of the past when it opens an article that has been edited often (6.16.0, as recorded). */
export function historyReadings(archive: Archive, ask: Ask): Reading[] {
  const draft = `drafts.${editedArticle(archive)._id}`
  const content =
    'excludeContent=true&limit=50&includeIdentifiedDocumentsOnly=true&effectFormat=mendoza&fromTransaction='
  return [
    reading('timeline', 'Studio: timeline of a document', () =>
      ask({ path: `history/production/events/documents/${draft}?limit=100` }),
    ),
    reading('transactions', 'Studio: its latest transactions', () =>
      ask({ path: `history/production/transactions/${draft}?${content}` }),
    ),
    reading('revision', 'Studio: an older revision of it', (turn) =>
      ask({ path: `history/production/documents/${draft}?revision=edit-${turn % 40}` }),
    ),
  ]
}

const reading = (id: string, what: string, turn: Reading['turn']): Reading => ({ id, what, unit: 'ms', turn })
