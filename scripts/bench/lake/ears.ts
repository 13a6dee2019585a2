import { Problem } from '../../terminal/problem.ts'
import { apiVersion, reached } from './asking.ts'

/** A listener's address below `/data/listen/production`, and whether it hears of the edits that are made. */
export type Ear = { search: Record<string, string>; hears: boolean }

const everything = { includeAllVersions: 'true', visibility: 'query' }
const inSet = { includeAllVersions: 'true', visibility: 'transaction', includeMutations: 'false' }
const previews = { query: '*', ...everything, effectFormat: 'mendoza', includeMutations: 'false' }
const listOfArticles = { query: '*[_type == $type]', $type: '"article"', ...everything }

/**
 * The listeners of two Studios (6.16.0, as recorded): one has the article open beside a list, and its six streams; the other
 * shows the list alone. Six of them hear of an edit of the article; releases and canvas links have nothing to say.
 */
export function earsOfTwoEditors(publishedId: string): Ear[] {
  const ids = JSON.stringify([publishedId, `drafts.${publishedId}`])
  const pair = {
    query: '*[_id in $ids]',
    $ids: ids,
    includeAllVersions: 'true',
    effectFormat: 'mendoza',
    enableResume: 'true',
  }
  const versions = { query: '*[sanity::versionOf($publishedId)]', $publishedId: JSON.stringify(publishedId), ...inSet }
  const releases = { query: '*[_type=="system.release" && _id in path("_.releases.*")]', ...everything }
  const canvas = { query: '*[_type == "sanity.canvas.link" && studioDocumentId in $ids]', $ids: ids, ...inSet }
  const hearing = [pair, versions, listOfArticles, previews, listOfArticles, previews]
  return [
    ...hearing.map((search) => ({ search, hears: true })),
    ...[releases, canvas].map((search) => ({ search, hears: false })),
  ]
}

type Place = { url: string; token: string; signal: AbortSignal }

/**
 * Listens until the signal is aborted; gives the hearing back when the lake has welcomed it. `heard` is called at each event of a
 * document with the id of its transaction.
 */
export async function listen(
  { search }: Ear,
  { url, token, signal }: Place,
  heard: (transaction: string) => void,
): Promise<void> {
  const address = `${url}/v${apiVersion}/data/listen/production?${new URLSearchParams(search)}`
  const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' }
  const { ok, status, body } = await reached(fetch(address, { headers, signal }))
  if (!ok || !body) throw new Problem(`The lake answered ${status} to the listener ${search['query']}`)
  const welcomed = Promise.withResolvers<void>()
  const listening = async (): Promise<void> => {
    let rest = ''
    for await (const text of body.pipeThrough(new TextDecoderStream())) {
      const events = `${rest}${text}`.split('\n\n')
      rest = events.pop() ?? ''
      for (const event of events) {
        if (event.includes('event: welcome')) welcomed.resolve()
        const transaction = /"transactionId":"([^"]+)"/.exec(event)?.[1]
        if (transaction !== undefined) heard(transaction)
      }
    }
  }
  // Ends when the signal is aborted; whoever waits for an event that never comes has a limit of his own.
  listening().catch(welcomed.reject)
  await reached(welcomed.promise)
}
