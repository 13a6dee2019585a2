import type { Database } from './sqlite.ts'

/** Does the work in one transaction: kept whole when it returns, undone when it throws. */
export function atomically<Result>(database: Database, work: () => Result): Result {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (fault) {
    // A full disk may have ended the transaction already; the first fault is the one to tell of.
    if (database.isTransaction) database.exec('ROLLBACK')
    throw fault
  }
}
