import type { SQLOutputValue } from 'node:sqlite'

export type Row = Record<string, SQLOutputValue>

/** The text in a column. @throws when the column holds anything else: the database is not what this program wrote */
export function textIn(row: Row, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw new Error(`lake.db: column "${column}" should hold text, not ${typeof value}`)
  return value
}

/** The text in a column, or undefined for NULL. */
export function textIfAnyIn(row: Row, column: string): string | undefined {
  return row[column] === null ? undefined : textIn(row, column)
}

/** The number in a column. */
export function numberIn(row: Row, column: string): number {
  const value = row[column]
  if (typeof value !== 'number')
    throw new Error(`lake.db: column "${column}" should hold a number, not ${typeof value}`)
  return value
}

/** The JSON list in a column of text. */
export function listIn(row: Row, column: string): unknown[] {
  const value: unknown = JSON.parse(textIn(row, column))
  if (!Array.isArray(value)) throw new Error(`lake.db: column "${column}" should hold a list`)
  return value
}

/** The bytes in a column. */
export function bytesIn(row: Row, column: string): Uint8Array {
  const value = row[column]
  if (!(value instanceof Uint8Array))
    throw new Error(`lake.db: column "${column}" should hold bytes, not ${typeof value}`)
  return value
}
