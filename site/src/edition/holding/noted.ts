import type { Instant } from '#schemas/instant.ts'
import type { Tables } from './tables.ts'

/** How far the edition has followed a lake. */
export type Noted = {
  /** Which lake it was. */
  lake: string
  /** The newest `_updatedAt` that the edition has taken in. */
  upTo: Instant
  /** Everything that the lake changed before this is known to have been taken in; news by itself does not prove that. */
  since: Instant
  /** When every document of the lake was last compared with those held. */
  sweptAt: Instant
}

const facts = ['lake', 'upTo', 'since', 'sweptAt'] as const

/** Keeps how far the edition has come. */
export function note(tables: Tables, noted: Noted): void {
  for (const fact of facts) {
    tables.run('insert or replace into meta(name, value) values (?, ?)', fact, noted[fact])
  }
}

/** How far the edition has come; `undefined` for one that has not followed any lake yet. */
export function noted(tables: Tables): Noted | undefined {
  const [lake, upTo, since, sweptAt] = facts.map((fact) => tables.text('select value from meta where name = ?', fact))
  if (lake === undefined || upTo === undefined || since === undefined || sweptAt === undefined) return undefined
  return { lake, upTo, since, sweptAt }
}

// Names of marks are kept apart from what the edition says of itself.
const markName = (name: string) => `mark:${name}`

/** What is marked on the edition under this name. */
export function markOf(tables: Tables, name: string): string | undefined {
  return tables.text('select value from meta where name = ?', markName(name))
}

/** Marks something on the edition. */
export function putMark(tables: Tables, name: string, value: string): void {
  tables.run('insert or replace into meta(name, value) values (?, ?)', markName(name), value)
}
