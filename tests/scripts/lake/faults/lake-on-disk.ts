import { type Lake, openLake } from '../../../../scripts/lake/lake.ts'
import { prepareDatabase } from '../../../../scripts/lake/store/database.ts'
import { DatabaseOnDisk } from '../../../rigs/simulated-disk/database-on-disk.ts'
import type { SimulatedDisk } from '../../../rigs/simulated-disk/simulated-disk.ts'
import { sqliteOnDisks } from '../../../rigs/simulated-disk/sqlite-on-disks.ts'

const sqlite = await sqliteOnDisks()

/** A lake on a simulated disk, prepared as on a real one. `pragmas` then change settings of its database, to see what comes of it. */
export function lakeOn(disk: SimulatedDisk, pragmas = ''): Lake {
  let ids = 0
  const database = new DatabaseOnDisk(sqlite, disk)
  try {
    return openLake({
      // There is no such folder, nor could there be: whatever does not go to the simulated disk fails.
      folder: '/dev/null/lake',
      clock: () => '2026-03-03T12:00:00.000Z',
      chance: { transactionId: () => `t${++ids}`, documentId: () => `d${++ids}` },
      projectId: 'notits',
      dataset: 'production',
      openDatabase: () => {
        prepareDatabase(database, 'lake.db')
        database.exec(pragmas)
        return database
      },
    })
  } catch (fault) {
    if (database.isOpen) database.close()
    throw fault
  }
}

/** What SQLite finds when it reads the whole database of a disk: `ok`, or the first thing that is wrong. */
export function integrityOf(disk: SimulatedDisk): unknown {
  using database = new DatabaseOnDisk(sqlite, disk)
  return database.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check']
}
