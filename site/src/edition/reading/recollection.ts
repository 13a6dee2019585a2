import type { Tables } from '../holding/tables.ts'

type Known = { text: string; value: unknown; turn: number }

/**
 * What was made of texts in the tables, by name. It stays the same object for as long as its text is the same, so that what is
 * made of it in turn may be kept with it.
 */
class Recollection {
  readonly #most: number
  readonly #known = new Map<string, Known>()
  #turn = 0

  /** `most`: how many are kept; with one more, all are forgotten. */
  constructor(most: number) {
    this.#most = most
  }

  /** The tables have changed: from now on each text is read once more, and compared, before it is relied on. */
  doubt(): void {
    this.#turn++
  }

  valueOf<Value>(name: string, read: () => string | undefined, make: (text: string) => Value): Value | undefined {
    const before = this.#known.get(name)
    if (before?.turn === this.#turn) return before.value as Value // a name always stands for the same kind of value
    const text = read()
    if (text === undefined) return undefined
    const value = before?.text === text ? before.value : make(text)
    if (this.#known.size >= this.#most) this.#known.clear()
    this.#known.set(name, { text, value, turn: this.#turn })
    return value as Value // as above
  }
}

type Recollections = { cards: Recollection; items: Recollection }

const recollections = new WeakMap<Tables, Recollections>()

/**
 * Has what lists and feeds show be remembered: for tables that are only read, by one who says when they have changed. What stands
 * in one list stands in many others.
 */
export function remember(tables: Tables): void {
  recollections.set(tables, { cards: new Recollection(4000), items: new Recollection(600) })
}

/** Has what is remembered of the tables be compared with them again. */
export function doubt(tables: Tables): void {
  const known = recollections.get(tables)
  known?.cards.doubt()
  known?.items.doubt()
}

/** The card of a live document: what lists show of it. */
export function cardOf<Card>(tables: Tables, id: string): Card | undefined {
  return remembered(
    tables,
    'cards',
    id,
    'select summary from summary where id = ?',
    (text): Card => JSON.parse(text).card,
  )
}

/** The entry of a live document in feeds. */
export function itemOf<Item>(tables: Tables, id: string): Item | undefined {
  return remembered(tables, 'items', id, 'select item from document where id = ?', (text): Item => JSON.parse(text))
}

function remembered<Value>(
  tables: Tables,
  kind: keyof Recollections,
  id: string,
  sql: string,
  make: (text: string) => Value,
): Value | undefined {
  const read = () => tables.text(sql, id)
  const known = recollections.get(tables)
  if (known) return known[kind].valueOf(id, read, make)
  const text = read()
  return text === undefined ? undefined : make(text)
}
