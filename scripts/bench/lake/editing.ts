import type { Archive } from '../archive/archive.ts'
import { type Figure, figureOf, type Subject } from '../figure.ts'
import type { Ask } from './asking.ts'
import { earsOfTwoEditors, listen } from './ears.ts'
import { Hearing } from './hearing.ts'
import { type Patience, series } from './series.ts'

type Place = { url: string; token: string; signal: AbortSignal }

const acknowledged: Subject = { id: 'edit', what: 'edit: acknowledged, so durable', unit: 'ms', aim: { atMost: 15 } }
const heardByAll: Subject = {
  id: 'edit-heard',
  what: 'edit: also heard by 6 listeners',
  unit: 'ms',
  aim: { atMost: 15 },
}

/** What can be measured of editing, in the order of the figures. */
export const editingSubjects: readonly Subject[] = [acknowledged, heardByAll]

/** The document that the edits are made in. */
export const editedArticle = (archive: Archive) => archive.article(archive.articles - 1)

/**
 * Types into one article as the Studio does, one edit after the other, while two Studios listen. The lake acknowledges an edit when
 * it is on the disk; the second figure runs on until the last of six listeners has heard of it too.
 */
export async function editing(archive: Archive, ask: Ask, place: Place, patience: Patience): Promise<Figure[]> {
  using ending = new DisposableStack()
  const over = new AbortController()
  ending.defer(() => over.abort())
  const signal = AbortSignal.any([place.signal, over.signal])
  const { _id, headline } = editedArticle(archive)
  const ears = earsOfTwoEditors(_id)
  const hearing = new Hearing(ears.filter(({ hears }) => hears).length)
  await Promise.all(ears.map((ear) => listen(ear, { ...place, signal }, (transaction) => hearing.heard(transaction))))
  let [text, edits] = [headline, 0]
  const edit = async () => {
    const next = `${headline} ${edits}`
    const transactionId = `edit-${edits++}`
    const body = editOf(_id, text, next, transactionId)
    const since = performance.now()
    const [{ ms }] = await Promise.all([
      ask({ path: 'actions/production', body }),
      hearing.byAll(transactionId, signal),
    ])
    text = next
    return { acknowledged: ms, heard: performance.now() - since }
  }
  const first = await series(async () => ({ ms: (await edit()).acknowledged }), patience)
  const second = await series(async () => ({ ms: (await edit()).heard }), patience)
  return [figureOf(acknowledged, first), figureOf(heardByAll, second)]
}

/** An edit of the headline as the Studio sends it: a difference in the notation of diff-match-patch. */
function editOf(publishedId: string, before: string, after: string, transactionId: string) {
  const headline = `@@ -1,${before.length} +1,${after.length} @@\n-${encoded(before)}\n+${encoded(after)}\n`
  const patch = { diffMatchPatch: { headline } }
  const action = { actionType: 'sanity.action.document.edit', draftId: `drafts.${publishedId}`, publishedId, patch }
  return { actions: [action], transactionId }
}

const encoded = (text: string): string => encodeURI(text).replaceAll('%20', ' ')
