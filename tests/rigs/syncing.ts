import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EditionWriter, openEdition } from '#site'
import { lakeSource } from '../../scripts/publish/open-press.ts'
import type { LakeReader } from '../../scripts/publish/reading/lake-reader.ts'
import { type Synced, sweep, takeChanges } from '../../scripts/publish/sync.ts'
import type { LakeRig } from './running-lake.ts'
import { type SwiftClock, swiftClock } from './swift-clock.ts'

/** What is asked of a lake: `newest` changes, the whole list (`published`), `documents` by id. */
export type Question = 'newest' | 'published' | 'documents'

/** An edition that follows a lake, and what the lake was asked for it. */
export interface FollowingEdition extends Disposable {
  edition: EditionWriter
  clock: SwiftClock
  /** The questions since they were looked at last. */
  questions(): Question[]
  sweep(how?: { thorough?: boolean; acceptFewer?: boolean; heldBefore?: number }): Promise<Synced>
  take(changed: Parameters<typeof takeChanges>[1]): Promise<Synced>
}

/** Opens an edition until the end of the scope, which follows the lake at this address; `altering` may spoil what that answers. */
export function following(
  { url, token }: Pick<LakeRig, 'url' | 'token'>,
  altering: (lake: LakeReader, clock: SwiftClock) => Partial<LakeReader> = () => ({}),
): FollowingEdition {
  const folder = mkdtempSync(join(tmpdir(), 'notits-following-'))
  const edition = openEdition(join(folder, 'edition.db'), { siteUrl: 'https://avis.example' })
  const clock = swiftClock()
  const { lake: real, lakeName } = lakeSource({ kind: 'embedded', url, token }, clock)
  let asked: Question[] = []
  const altered = { ...real, ...altering(real, clock) }
  const noting =
    <Given extends unknown[], Answer>(question: Question, answer: (...given: Given) => Answer) =>
    (...given: Given): Answer => {
      asked.push(question)
      return answer(...given)
    }
  const lake: LakeReader = {
    ...altered,
    newest: noting('newest', altered.newest),
    published: noting('published', altered.published),
    documents: noting('documents', altered.documents),
  }
  return {
    edition,
    clock,
    questions() {
      const questions = asked
      asked = []
      return questions
    },
    sweep: (how) =>
      sweep({ ...{ lake, lakeName, edition, now: clock.now(), acceptFewer: false, heldBefore: 0 }, ...how }),
    take: (changed) => takeChanges({ lake, edition, now: clock.now() }, changed),
    [Symbol.dispose]() {
      edition.close()
      rmSync(folder, { recursive: true })
    },
  }
}

/** What an edition holds and what site that makes: equal editions publish equal sites, once all of each is settled. */
export function contentOf(edition: EditionWriter, now: string) {
  while (edition.unsettled() > 0) edition.settleMore(now)
  return {
    revisions: Object.fromEntries([...edition.revisions()].toSorted()),
    addresses: edition.addresses().toSorted(),
    pictures: edition
      .pictures()
      .map(({ address }) => address)
      .toSorted(),
    refused: edition.refusals(),
    unread: edition.unread(),
    counts: edition.counts(),
  }
}
