import { readableTime } from '#schemas/dates.ts'
import type { Instant } from '#schemas/instant.ts'
import type { Versions } from './versions.ts'

/** How much of a document as a preview shows it readers see. */
export type Seen = { isPublished: boolean; isChanged: boolean; isWithdrawn: boolean }

/** How a document stands with readers, in a few Danish words; nothing for one that they see as it is shown. */
export function standingOf(
  { isPublished, isChanged, isWithdrawn, publishedAt }: Seen & { publishedAt?: Instant },
  now: Instant,
): string | undefined {
  if (isWithdrawn) return 'Trukket tilbage'
  const isFuture = publishedAt !== undefined && publishedAt > now
  if (!isPublished) return isFuture ? `Kladde til ${readableTime(publishedAt)}` : 'Kladde'
  if (isFuture) return `Planlagt til ${readableTime(publishedAt)}`
  return isChanged ? 'Ændringer, der ikke er udgivet' : undefined
}

/** What readers see as it is shown. */
const seenWhole: Seen = { isPublished: true, isChanged: false, isWithdrawn: false }

/** Keeps account of the documents that readers do not see as a preview shows them. */
export class Readership {
  readonly #unseen = new Map<string, Seen>()

  of(id: string): Seen {
    return this.#unseen.get(id) ?? seenWhole
  }

  forget(): void {
    this.#unseen.clear()
  }

  /** As the lake has it. */
  note({ id, draft, published }: Versions<unknown>, isWithdrawn: boolean): void {
    if (draft === undefined && !isWithdrawn) this.#unseen.delete(id)
    else this.#unseen.set(id, { isPublished: published !== undefined, isChanged: draft !== undefined, isWithdrawn })
  }

  /** As somebody writes it. Only the lake tells what is published; until it has, what was not held from there is not. */
  noteWritten(id: string, { isDraft, isHeld }: { isDraft: boolean; isHeld: boolean }): void {
    const { isPublished, isWithdrawn } = this.#unseen.get(id) ?? { ...seenWhole, isPublished: isHeld }
    this.#unseen.set(id, { isPublished, isWithdrawn, isChanged: isDraft || !isPublished })
  }
}
