import type { SanityClient } from '@sanity/client'
import { siteTypes } from './door.ts'

/** What the lake tells of: one document, or that changes may have been missed. */
export type News = { kind: 'altered' | 'gone'; id: string } | { kind: 'sweep' }

/** Who hears the news, and who hears that the lake refuses to tell any. */
export type Audience = { news(news: News): void; refused(fault: unknown): void }

/**
 * Listens to what is published on the lake, until disposed of. Told as soon as queries see the change. Every connection, the first and
 * each after a break, asks for a sweep, since nobody knows what happened before it stood.
 */
export function listenTo(client: SanityClient, { news, refused }: Audience): Disposable {
  const subscription = client
    .listen(
      '*[_type in $types]',
      { types: siteTypes },
      { events: ['welcome', 'mutation'], visibility: 'query', includeResult: false, includeMutations: false },
    )
    .subscribe({
      next(event) {
        if (event.type === 'welcome') news({ kind: 'sweep' })
        else if (event.type === 'mutation' && isPublished(event.documentId)) {
          news({ kind: event.transition === 'disappear' ? 'gone' : 'altered', id: event.documentId })
        }
      },
      error: refused,
    })
  return { [Symbol.dispose]: () => subscription.unsubscribe() }
}

/** Drafts and versions have ids with a dot in them; a lake that tells of them all the same wakes nobody. */
const isPublished = (id: string): boolean => !/^(drafts|versions)\./.test(id)
