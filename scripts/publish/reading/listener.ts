import type { SanityClient } from '@sanity/client'
import { Problem } from '../../terminal/problem.ts'
import { siteTypes } from './door.ts'
import type { Heard } from './lake-reader.ts'

/**
 * What the lake tells of: one document, as queries show it by now; something that became of one, which queries may not show yet;
 * or that changes may have been missed.
 */
export type News = { kind: 'altered' | 'gone'; id: string } | ({ kind: 'heard' } & Heard) | { kind: 'sweep' }

/** Who hears the news; that the connection broke, which is made anew by itself; and that the lake refuses to tell any, which ends it. */
export type Audience = { news(news: News): void; lost(problem: Problem): void; refused(problem: Problem): void }

/**
 * Listens to what is published on the lake of this name, or to what else `concerns` the audience by its id, until disposed of.
 * Told as soon as queries see the change. Every connection, the first and each after a break, asks for a sweep, since nobody
 * knows what happened before it stood.
 */
export function listenTo(
  client: SanityClient,
  name: string,
  { news, lost, refused }: Audience,
  concerns: (id: string) => boolean = isPublished,
): Disposable {
  let inTouch = true
  const subscription = client
    .listen(
      '*[_type in $types]',
      { types: siteTypes },
      {
        events: ['welcome', 'mutation', 'reconnect'],
        visibility: 'query',
        includeResult: false,
        includeMutations: false,
        // Of drafts and versions a lake tells only those who ask for them.
        ...(concerns !== isPublished && { includeAllVersions: true }),
      },
    )
    .subscribe({
      next(event) {
        if (event.type === 'reconnect') {
          if (inTouch) lost(new Problem(`Lost touch with ${name}; it is listened to again as soon as it answers`))
          inTouch = false
        } else if (event.type === 'welcome') {
          inTouch = true
          news({ kind: 'sweep' })
        } else if (event.type === 'mutation' && concerns(event.documentId)) {
          news({ kind: event.transition === 'disappear' ? 'gone' : 'altered', id: event.documentId })
        }
      },
      error: (cause: Error) =>
        refused(new Problem(`Cannot listen to ${name}: ${cause.message}; it is tried again soon`, { cause })),
    })
  return { [Symbol.dispose]: () => subscription.unsubscribe() }
}

/** Drafts and versions have ids with a dot in them; a lake that tells of them all the same wakes nobody. */
export const isPublished = (id: string): boolean => !/^(drafts|versions)\./.test(id)
