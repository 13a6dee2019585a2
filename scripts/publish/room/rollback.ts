import type { Instant } from '#schemas/instant.ts'
import { Problem } from '../../terminal/problem.ts'
import { buildRecordFile, buildRecordIn, heldRecordBytes } from './build-record.ts'
import { hold, holdIn } from './hold.ts'
import type { Content } from './ledger/content.ts'
import type { FileChange, Publish } from './ledger/history.ts'
import type { Ledger } from './ledger/ledger.ts'
import type { OutFolder } from './out-folder.ts'

/** A site that can be put back. Whoever does that holds its turn. */
export type Place = { ledger: Ledger; out: OutFolder; held: string }

/** What a rollback came to: its own number, the publish that it returned to, and what it changed. */
export type RolledBack = { number: number; to: number; changed: FileChange[] }

/**
 * Puts the site back, byte for byte, to what it was when the publish `to` had ended; without `to`, to what it was before the publish
 * that it shows now. Only `build.json` tells that it was put back. The site is held until somebody publishes.
 * @throws Problem when nobody remembers so far back, or a file of that time is not kept whole; then nothing is changed
 */
export function rollBack(place: Place, { to: wished }: { to?: number | undefined }, now: Instant): RolledBack {
  completeRollback(place, now)
  const { ledger, out, held } = place
  const latest = ledger.latest()
  const to = wished ?? publishShown(ledger.publishes(), latest) - 1
  if (!out.has(buildRecordFile))
    throw new Problem(`Could not put ${out.folder} back: no site stands there; publish first`)
  if (to === latest) throw new Problem(`${out.folder} stands as publish ${to} left it already; nothing was changed`)
  const steps = stepsTo(place, to)
  const before = holdIn(held)
  hold(held, { at: now, to, since: before?.since ?? latest })
  return carryOut(place, steps, { to, at: now })
}

/** Ends a rollback that was cut short; gives nothing when there was none. Whoever is about to change the site does this first. */
export function completeRollback(place: Place, now: Instant): RolledBack | undefined {
  place.ledger.mend()
  const [latest] = place.ledger.publishes()
  if (latest?.backTo === undefined || latest.ended !== undefined) return undefined
  return carryOut(place, stepsTo(place, latest.backTo), { to: latest.backTo, at: now })
}

/** The publish whose site readers see after the publish of this number: its own, or the one that it returned to. */
function publishShown(publishes: readonly Publish[], number: number): number {
  const backTo = publishes.find((publish) => publish.number === number)?.backTo
  return backTo === undefined ? number : publishShown(publishes, backTo)
}

/** What brings a file back to how it stood: the bytes kept at `source`, or nothing. */
type Step = { file: string; rank: number; kept?: { source: string; content: Content } }

function stepsTo({ ledger, out }: Place, to: number): Step[] {
  const standing = to < ledger.latest() ? ledger.standing(to) : undefined
  if (standing === undefined) throw new Problem(outOfReach(to, ledger.publishes(), out.folder))
  const steps = standing.map(({ file, content }): Step => {
    if (content === undefined) return { file, rank: rankOf(file, 'goes away') }
    const source = ledger.keptAt(content.hash)
    if (source === undefined) throw new Problem(notWhole(file, to, out.folder))
    return { file, rank: rankOf(file, out.has(file) ? 'is replaced' : 'comes back'), kept: { source, content } }
  })
  return steps.toSorted((one, other) => one.rank - other.rank)
}

/**
 * What comes back stands before anything links to it, and what goes away does so when nothing links to it any more: pictures and
 * styles before the pages that show them, and away after those.
 */
function rankOf(file: string, fate: 'comes back' | 'is replaced' | 'goes away'): number {
  const isPage = file.endsWith('.html')
  if (fate === 'comes back') return isPage ? 1 : 0
  if (fate === 'is replaced') return isPage ? 2 : 3
  return isPage ? 4 : 5
}

function carryOut(place: Place, steps: readonly Step[], { to, at }: { to: number; at: Instant }): RolledBack {
  const { ledger, out } = place
  ledger.begin({ kind: 'rollback', backTo: to, at }, [buildRecordFile, ...steps.map(({ file }) => file)])
  for (const { file, kept } of steps) {
    if (kept) out.restore(file, kept.source, kept.content)
    else out.remove(file)
  }
  const record = buildRecordIn(out.folder)
  if (record) out.write(buildRecordFile, heldRecordBytes(record, at))
  const number = ledger.number()
  return { number, to, changed: ledger.end(at)?.changes ?? [] }
}

function outOfReach(to: number, publishes: readonly Publish[], folder: string): string {
  const latest = publishes[0]?.number ?? 0
  const listed = 'npx notits publish --publishes lists those that are remembered'
  if (latest === 0) return `Could not put ${folder} back: nothing has been published there that is remembered`
  if (to > latest) return `Could not put ${folder} back to publish ${to}: the latest is ${latest}; ${listed}`
  return `Could not put ${folder} back to publish ${to}: what stood there then is not remembered; ${listed}`
}

function notWhole(file: string, to: number, folder: string): string {
  return `Could not put ${folder} back to publish ${to}: ${file} as it was then is not kept whole; choose a later publish`
}
