import type { Layer } from '../document.ts'
import type { Attribute } from './attribute.ts'
import type { AttributeIndex } from './attribute-index.ts'
import type { Condition } from './condition.ts'
import { type Frame, holdsFor } from './condition-sql.ts'
import type { Costs } from './costs.ts'
import type { DocumentCounts } from './document-counts.ts'
import { exactCount } from './exact-count.ts'
import { numberIn } from './rows.ts'
import type { SearchTerm } from './search-terms.ts'
import type { Database } from './sqlite.ts'
import { Statements } from './statements.ts'
import { along, alongByKey, byId, byKey, type Found, type KeyOrder, only, type Path } from './walks.ts'
import { asksForWords, smallest, type Way, Ways } from './ways.ts'
import { numbersOf, WordHits } from './word-hits.ts'

/** Which documents are wanted, by what they are put in order, and how many there need be. */
export interface Wish {
  layers: readonly Layer[] | undefined
  condition: Condition
  /** Undefined: by the id that the perspective shows. */
  order?: { attribute: Attribute; descending: boolean } | undefined
  /** How many are likely enough, in this order; undefined: all. */
  enough?: number | undefined
  /** With the fields that every document has, as nothing else of them will be asked for. */
  withHeads?: boolean | undefined
  /** These documents alone. */
  among?: ReadonlySet<number> | undefined
}

/** `inOrder`: as wished, so that whoever has enough may stop; otherwise by id, and all must be looked at. */
export interface Finding {
  inOrder: boolean
  batches: Iterable<readonly Found[]>
}

/** Keys are for many queries to come: they may cost so much more than one query would without. */
const futureQueries = 12

/** What the finder asks of the store around it. */
interface Surroundings {
  counts: DocumentCounts
  attributes: AttributeIndex
  /** Gives an attribute its keys if it has none, and its number; undefined when there can be no more. */
  ensure: (attribute: Attribute) => number | undefined
  costs: Costs
}

/** Finds documents by what SQLite has indexes for. */
export class DocumentFinder {
  readonly #surroundings: Surroundings
  readonly #statements: Statements
  readonly #words: WordHits
  readonly #ways: Ways

  constructor(database: Database, surroundings: Surroundings) {
    this.#surroundings = surroundings
    this.#statements = new Statements(database)
    this.#words = new WordHits(this.#statements)
    this.#ways = new Ways(this.#statements, surroundings.counts, this.#words)
  }

  /** Takes note that documents have changed. */
  follow(): void {
    this.#words.forget()
  }

  /** Whether what is found by a condition is found exactly: no others are among it. */
  isExact(layers: readonly Layer[] | undefined, condition: Condition): boolean {
    const members = condition.kind === 'and' ? condition.of : [condition]
    // Of words inside other conditions the sets known are too large.
    if (members.some((member) => member.kind !== 'words' && asksForWords(member))) return false
    return holdsFor(condition, this.#frame(layers)) !== undefined
  }

  /** How many documents a condition holds for; undefined when SQLite cannot tell exactly. */
  count(layers: readonly Layer[] | undefined, condition: Condition): number | undefined {
    const way = this.#wayTo(condition, layers)
    return exactCount(condition, this.#frame(layers), {
      statements: this.#statements,
      counts: this.#surroundings.counts,
      way,
    })
  }

  /** Whether the document stored under an id holds words. */
  holdsWords(id: string, terms: readonly SearchTerm[]): boolean {
    const row = this.#statements.get({ text: 'SELECT number FROM documents WHERE id = ?', values: [id] })
    const isThere = this.#words.test({ kind: 'words', terms, ownTexts: false })
    return row !== undefined && isThere(numberIn(row, 'number'))
  }

  /** Whether no document at all can meet a condition. */
  isEmpty(layers: readonly Layer[] | undefined, condition: Condition): boolean {
    return this.#wayTo(condition, layers)?.size === 0
  }

  /**
   * The numbers of all documents that a condition holds for, and perhaps others; undefined when no index leads to them, or to half
   * of all.
   */
  numbers(layers: readonly Layer[] | undefined, condition: Condition): Iterable<number> | undefined {
    const way = this.#wayTo(condition, layers)
    if (way && way.size * 2 > this.#surroundings.counts.total + 100) return undefined
    const hits = condition.kind === 'words' ? this.#words.numbers(condition) : undefined
    if (hits) return hits
    const isHit = this.#ways.numberTest(condition, this.#frame(layers))
    const numbers = way && numbersOf(this.#statements, way.sql)
    return numbers && isHit ? numbers.filter(isHit) : numbers
  }

  /** Whether the document stored under an id refers to any of these. */
  refersTo(id: string, targets: readonly string[]): boolean {
    const text = `SELECT 1 FROM documents d JOIN document_references r ON r.source = d.number
      WHERE d.id = ? AND r.target IN (SELECT value FROM json_each(?))`
    return this.#statements.get({ text, values: [id, JSON.stringify(targets)] }) !== undefined
  }

  /** The documents that a condition holds for, and perhaps others. */
  find({ layers, condition, order, enough, withHeads = false, among }: Wish): Finding {
    const way = smallest(this.#wayTo(condition, layers), among)
    const keyed = order && enough !== undefined ? this.#keyOrder(order, way, enough) : undefined
    const path: Path = { layers, condition, frame: this.#frame(layers), enough, withHeads }
    const isHit = this.#ways.numberTest(condition, path.frame)
    const isWanted = (number: number) => (!among || among.has(number)) && (!isHit || isHit(number))
    const { walk, inOrder } = this.#cheapest(way, path, keyed, order !== undefined)
    return { inOrder, batches: only(isWanted, walk()) }
  }

  /** The walk that costs least, by estimate. */
  #cheapest(way: Way | undefined, path: Path, keyed: KeyOrder | undefined, isOrdered: boolean) {
    const { total } = this.#surroundings.counts
    const { document, row } = this.#surroundings.costs
    const each = path.withHeads ? row : document
    const enough = path.enough ?? total
    const size = way?.size ?? total
    const passed = Math.min(total, (enough * total) / Math.max(size, 1))
    const statements = this.#statements
    const walks = [
      // In no order, and in order of id: whoever wants another must see all.
      {
        cost: isOrdered ? total * each : passed * row + Math.min(enough, size) * each,
        inOrder: !isOrdered,
        walk: () => byId(statements, path),
      },
      keyed && { cost: passed * row + enough * each, inOrder: true, walk: () => byKey(statements, path, keyed) },
      way && {
        cost: size * row + (isOrdered ? size : Math.min(enough, size)) * each,
        inOrder: !isOrdered,
        walk: () => [along(statements, way, path)],
      },
      way &&
        keyed && {
          cost: size * row * 2 + Math.min(enough, size) * each,
          inOrder: true,
          walk: () => [alongByKey(statements, way, path, keyed)],
        },
    ]
    const [first, ...others] = walks.filter((walk) => walk !== undefined)
    if (!first) throw new Error('There is always a walk by id')
    return others.reduce((least, walk) => (walk.cost < least.cost ? walk : least), first)
  }

  #keyOrder(
    { attribute, descending }: { attribute: Attribute; descending: boolean },
    way: Way | undefined,
    enough: number,
  ): KeyOrder | undefined {
    const { attributes, counts, costs, ensure } = this.#surroundings
    const known = attributes.numberOf(attribute)
    const spared = ((way?.size ?? counts.total) - enough) * costs.document
    const number = known ?? (this.#isWorthKeys(spared) ? ensure(attribute) : undefined)
    return number === undefined ? undefined : { attribute: number, descending }
  }

  /** The way to the fewest documents; attributes are given keys only when nothing else leads to few. */
  #wayTo(condition: Condition, layers: readonly Layer[] | undefined): Way | undefined {
    const known = this.#ways.to(condition, this.#frame(layers))
    const { counts, costs, ensure } = this.#surroundings
    if (!this.#isWorthKeys((known?.size ?? counts.total) * costs.document)) return known
    const withKeys: Frame = { layers, attributeNumber: ({ attribute }) => ensure(attribute) }
    return this.#ways.to(condition, withKeys) ?? known
  }

  #isWorthKeys(spared: number): boolean {
    const { counts, costs } = this.#surroundings
    return spared > 0 && spared * futureQueries > counts.total * costs.key
  }

  #frame(layers: readonly Layer[] | undefined): Frame {
    return { layers, attributeNumber: ({ attribute }) => this.#surroundings.attributes.numberOf(attribute) }
  }
}
