import type { Tables } from './tables.ts'

/** Something on the site that readers may see wrongly, and why. */
export type Debt = { address: string; urgency: Urgency; at: string; rank: number; reason: string }

/**
 * `now` is done before anything else. `later` is what reaches far, and waits for what is new; it is done from the largest `at`
 * down. `failed` was tried in vain, and is tried again at the next publish.
 */
export type Urgency = 'now' | 'later' | 'failed'

// They sort as they are done.
const codes: Record<Urgency, string> = { now: '0', later: '1', failed: '2' }

/** Puts debts on the account. One that stands there already becomes the more urgent of the two. */
export function owe(tables: Tables, debts: Iterable<Debt>): void {
  for (const { address, urgency, at, rank, reason } of debts) {
    tables.run(
      `insert into owed(address, urgency, at, rank, reason) values (?, ?, ?, ?, ?)
       on conflict(address) do update set rank = excluded.rank, reason = excluded.reason,
         at = case when excluded.urgency < urgency then excluded.at when excluded.urgency = urgency then max(at, excluded.at) else at end,
         urgency = min(urgency, excluded.urgency)`,
      ...[address, codes[urgency], at, String(rank), reason],
    )
  }
}

/** The next debts of an urgency, in the order in which they are to be done; of the later ones those at `from` or above. */
export function owedNext(tables: Tables, urgency: Urgency, most: number, from = ''): Debt[] {
  return tables
    .rows(
      'select address, at, rank, reason from owed where urgency = ? and at >= ? order by at desc, rank, address limit ?',
      ...[codes[urgency], from, most],
    )
    .map(({ address = '', at = '', rank = '', reason = '' }) => ({ address, urgency, at, rank: Number(rank), reason }))
}

/** How many debts of an urgency there are. */
export function countOwed(tables: Tables, urgency: Urgency): number {
  return Number(tables.text('select cast(count(*) as text) from owed where urgency = ?', codes[urgency]))
}

/** Strikes out what has been done. */
export function strikeOut(tables: Tables, addresses: Iterable<string>): void {
  for (const address of addresses) tables.run('delete from owed where address = ?', address)
}

/** Sets what could not be done aside until the next publish. */
export function putOff(tables: Tables, addresses: Iterable<string>): void {
  for (const address of addresses) tables.run('update owed set urgency = ? where address = ?', codes.failed, address)
}

/** Makes what was set aside due again. */
export function takeUpAgain(tables: Tables): void {
  tables.run("update owed set urgency = ?, at = '' where urgency = ?", codes.now, codes.failed)
}
