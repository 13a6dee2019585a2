import type { SQLInputValue } from 'node:sqlite'
import type { Row } from './rows.ts'

/** What the lake asks of SQLite: the part of `node:sqlite` that it uses. */
export interface Database {
  readonly isOpen: boolean
  readonly isTransaction: boolean
  exec(sql: string): void
  prepare(sql: string): Statement
  close(): void
}

export interface Statement {
  run(...values: SQLInputValue[]): { lastInsertRowid: number | bigint; changes: number | bigint }
  get(...values: SQLInputValue[]): Row | undefined
  all(...values: SQLInputValue[]): Row[]
  iterate(...values: SQLInputValue[]): Iterable<Row>
}
