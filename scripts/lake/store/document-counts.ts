import { type Layer, layerOf, type StoredDocument } from '../document.ts'
import { numberIn, textIn } from './rows.ts'
import type { Database } from './sqlite.ts'

/** How many documents there are, by type and layer: kept in step, as counting them takes longer the more there are. */
export class DocumentCounts {
  readonly #counts = new Map<Layer, Map<string, number>>()
  #total = 0

  constructor(database: Database) {
    const counts = database.prepare('SELECT layer, type, count(*) AS documents FROM documents GROUP BY type, layer')
    for (const row of counts.iterate()) this.#add(textIn(row, 'layer'), textIn(row, 'type'), numberIn(row, 'documents'))
  }

  get total(): number {
    return this.#total
  }

  /** The number of documents of these types, in one layer or in all. */
  of(types: readonly string[], layer: Layer | undefined): number {
    const layers = layer === undefined ? [...this.#counts.values()] : [this.#counts.get(layer)]
    return layers.reduce((sum, counts) => types.reduce((inner, type) => inner + (counts?.get(type) ?? 0), sum), 0)
  }

  /** Takes up what became of a document. */
  follow(before: StoredDocument | undefined, after: StoredDocument | undefined): void {
    if (before) this.#add(layerOf(before._id), before._type, -1)
    if (after) this.#add(layerOf(after._id), after._type, 1)
  }

  #add(layer: Layer, type: string, documents: number): void {
    const counts = this.#counts.get(layer) ?? new Map<string, number>()
    this.#counts.set(layer, counts)
    counts.set(type, (counts.get(type) ?? 0) + documents)
    this.#total += documents
  }
}
