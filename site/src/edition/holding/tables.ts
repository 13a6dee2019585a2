import { DatabaseSync, type StatementSync } from 'node:sqlite'

/**
 * The edition's tables. What readers may see stands in `document`, `summary`, `listing`, `redirect`, `gone` and `picture`; what is held
 * back stands in `held` alone, and what cannot be read in `unread`. `claim`, `reference` and `asset` hold addresses, ids and image
 * facts for the writer. `owed` and `unsettled` are what is still to be done: on the site, and in the edition itself.
 * Wide rows lie in rowid tables, narrow ones are clustered by how they are read, so that no list walks past documents.
 */
const schema = `
create table meta(name text primary key, value text not null) without rowid;
create table document(place integer primary key, id text not null unique, rev text not null, source text not null, part text not null default '', item text not null default '');
create table held(place integer primary key, id text not null unique, rev text not null, source text not null, standing text not null, due text);
create index held_until on held(standing, due);
create table asset(id text primary key, source text not null) without rowid;
create table summary(id text primary key, address text not null, summary text not null) without rowid;
create table listing(list text not null, at text not null, id text not null, primary key(list, at, id)) without rowid;
create index listing_of on listing(id);
create table claim(family text not null, slug text not null, since text not null, id text not null, primary key(family, slug, since, id)) without rowid;
create index claim_of on claim(id);
create table redirect(family text not null, slug text not null, since text not null, id text not null, primary key(family, slug, since, id)) without rowid;
create index redirect_of on redirect(id);
create index redirect_newest on redirect(since desc, family, slug, id);
create table gone(family text not null, slug text not null, since text not null, id text not null, primary key(family, slug, since, id)) without rowid;
create index gone_of on gone(id);
create table reference(source text not null, target text not null, primary key(source, target)) without rowid;
create index reference_to on reference(target, source);
create table picture(address text not null, id text not null, file text not null, primary key(address, id)) without rowid;
create index picture_of on picture(id);
create table unread(id text primary key, rev text not null, type text not null, faults text not null) without rowid;
create table tally(type text primary key, number integer not null) without rowid;
create table unsettled(id text primary key, at text not null) without rowid;
create index unsettled_newest on unsettled(at desc, id);
create table owed(address text primary key, urgency text not null, at text not null, rank text not null, reason text not null) without rowid;
create index owed_next on owed(urgency, at desc, rank, address);
`

export type Row = Record<string, string>

/** An opened edition file: statements prepared once, every value text. */
export class Tables {
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  /** @throws Error when the file is not a database */
  constructor(file: string, options: { readOnly: boolean }) {
    this.#database = new DatabaseSync(file, { readOnly: options.readOnly })
    this.#database.exec('pragma busy_timeout = 5000')
    // A lost edition is made again from the lake, so it need not outlive a power cut to the last row.
    if (!options.readOnly) this.#database.exec('pragma journal_mode = wal; pragma synchronous = normal')
    this.#database.exec(`pragma cache_size = -${options.readOnly ? 8_000 : 64_000}`) // in KiB
  }

  /** Makes the tables of a new edition. */
  create(): void {
    this.#database.exec(schema)
  }

  rows(sql: string, ...values: (string | number)[]): Row[] {
    return this.#prepared(sql).all(...values) as Row[] // every column is declared text
  }

  row(sql: string, ...values: (string | number)[]): Row | undefined {
    return this.#prepared(sql).get(...values) as Row | undefined // every column is declared text
  }

  /** The first column of every row. */
  texts(sql: string, ...values: (string | number)[]): string[] {
    return this.rows(sql, ...values).map((row) => Object.values(row)[0] ?? '')
  }

  /** The first column of the first row. */
  text(sql: string, ...values: (string | number)[]): string | undefined {
    return this.texts(sql, ...values)[0]
  }

  run(sql: string, ...values: (string | number | null)[]): void {
    this.#prepared(sql).run(...values)
  }

  /** Runs `work` so that all of it happens or none. */
  atOnce<Result>(work: () => Result): Result {
    this.#database.exec('begin immediate')
    try {
      const result = work()
      this.#database.exec('commit')
      return result
    } catch (fault) {
      this.#database.exec('rollback')
      throw fault
    }
  }

  /** Every statement used so far, for looking at how SQLite carries them out. */
  statements(): string[] {
    return [...this.#statements.keys()]
  }

  close(): void {
    this.#database.close()
  }

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql)
    if (known) return known
    const statement = this.#database.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }
}
