import type { StoredDocument } from '../document.ts'
import { type Attribute, attributeKey, attributeName, attributeNamed } from './attribute.ts'
import { numberIn, textIn } from './rows.ts'
import type { Database } from './sqlite.ts'

/** More than all queries of a newsroom ask for; a caller who asks for ever new ones finds them slowly. */
const mostAttributes = 64

/** Keys by which documents are found and put in order, for the attributes that have been asked for. */
export class AttributeIndex {
  readonly #statements: ReturnType<typeof prepared>
  readonly #known = new Map<string, { number: number; attribute: Attribute }>()

  constructor(database: Database) {
    this.#statements = prepared(database)
    for (const row of this.#statements.attributes.all()) {
      const name = textIn(row, 'name')
      this.#known.set(name, { number: numberIn(row, 'number'), attribute: attributeNamed(name) })
    }
  }

  /** The number of an attribute that has its keys; undefined when it has none. */
  numberOf(attribute: Attribute): number | undefined {
    return this.#known.get(attributeName(attribute))?.number
  }

  /** Whether one more attribute may be given keys. */
  get hasRoom(): boolean {
    return this.#known.size < mostAttributes
  }

  /** Gives an attribute its keys, one for each of the documents. Call inside a database transaction. */
  add(attribute: Attribute, documents: Iterable<{ number: number; document: StoredDocument }>): void {
    const name = attributeName(attribute)
    const number = Number(this.#statements.addAttribute.run(name).lastInsertRowid)
    for (const { number: document, document: content } of documents) {
      this.#statements.add.run(number, attributeKey(content, attribute).bytes, document)
    }
    this.#known.set(name, { number, attribute })
  }

  /** Forgets an attribute whose keys were undone with their transaction. */
  forget(attribute: Attribute): void {
    this.#known.delete(attributeName(attribute))
  }

  put(document: number, after: StoredDocument, before: StoredDocument | undefined): void {
    for (const { number, attribute } of this.#known.values()) {
      const key = attributeKey(after, attribute).bytes
      const earlier = before && attributeKey(before, attribute).bytes
      if (earlier && Buffer.compare(earlier, key) === 0) continue
      if (earlier) this.#statements.remove.run(number, earlier, document)
      this.#statements.add.run(number, key, document)
    }
  }

  remove(document: number, before: StoredDocument): void {
    for (const { number, attribute } of this.#known.values()) {
      this.#statements.remove.run(number, attributeKey(before, attribute).bytes, document)
    }
  }
}

function prepared(database: Database) {
  return {
    attributes: database.prepare('SELECT number, name FROM attributes'),
    addAttribute: database.prepare('INSERT INTO attributes (name) VALUES (?)'),
    add: database.prepare('INSERT INTO attribute_keys (attribute, key, document) VALUES (?, ?, ?)'),
    remove: database.prepare('DELETE FROM attribute_keys WHERE attribute = ? AND key = ? AND document = ?'),
  }
}
