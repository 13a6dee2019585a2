import { noticeDays, storyDays } from '../lists.ts'
import type { Tables } from './tables.ts'

/*
 * Documents that show something of another one that has changed, and have not been looked at since. What has no day of its
 * own goes before everything that has one.
 */
const dayless = '9999'
const day = `coalesce((select substr(max(at), 1, 10) from listing where listing.id = source and list in ('${storyDays}', '${noticeDays}')), '${dayless}')`

/** How many documents name the one with this id. */
export function countOfSources(tables: Tables, target: string): number {
  return Number(tables.text('select cast(count(*) as text) from reference where target = ?', target))
}

/** Has every document that names the one with this id wait to be settled. */
export function leaveUnsettled(tables: Tables, target: string): void {
  tables.run(
    `insert or ignore into unsettled(id, at) select source, ${day} from reference where target = ? and source <> target`,
    target,
  )
}

/** The newest documents that wait, or of those the ones that name `target`. */
export function newestUnsettled(tables: Tables, most: number, target?: string): string[] {
  if (target === undefined)
    return tables.texts("select id from unsettled where at > '' order by at desc, id limit ?", most)
  return tables.texts(
    `select id from unsettled cross join reference on source = id and target = ?
     order by at desc, id limit ?`,
    ...[target, most],
  )
}

/** The day of the newest document that waits; nothing newer is waited for. */
export function unsettledFrom(tables: Tables): string | undefined {
  return tables.text("select at from unsettled where at > '' order by at desc, id limit 1")
}

/** How many documents wait. */
export function countUnsettled(tables: Tables): number {
  return Number(tables.text('select cast(count(*) as text) from unsettled'))
}

/** The document has been settled. */
export function markSettled(tables: Tables, id: string): void {
  tables.run('delete from unsettled where id = ?', id)
}
