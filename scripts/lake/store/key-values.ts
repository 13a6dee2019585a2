import { atomically } from './atomic.ts'
import { textIn } from './rows.ts'
import type { Database } from './sqlite.ts'

export interface KeyValue {
  key: string
  value: unknown
}

/** Small settings that the Studio keeps for each user: sort orders, layouts, recent searches. */
export class KeyValues {
  readonly #read
  readonly #write
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
    this.#read = database.prepare('SELECT value FROM key_values WHERE user = ? AND key = ?')
    this.#write = database.prepare('INSERT OR REPLACE INTO key_values (user, key, value) VALUES (?, ?, ?)')
  }

  /** The user's values of these keys, in that order; null for a key that was never written. */
  read(user: string, keys: readonly string[]): KeyValue[] {
    return keys.map((key) => {
      const row = this.#read.get(user, key)
      return { key, value: row ? JSON.parse(textIn(row, 'value')) : null }
    })
  }

  /** Keeps the values, all or none. */
  write(user: string, pairs: readonly KeyValue[]): void {
    atomically(this.#database, () => {
      for (const { key, value } of pairs) this.#write.run(user, key, JSON.stringify(value ?? null))
    })
  }
}
