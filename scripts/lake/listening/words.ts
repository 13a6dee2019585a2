import { publishedIdOf, type StoredDocument } from '../document.ts'
import { Deferred } from '../groq/deferred.ts'
import type { SyntaxNode } from '../groq/engine.ts'
import { withTextQueries } from '../groq/text-queries.ts'
import { isObject } from '../json-value.ts'
import { holdsTerms } from '../store/search-index.ts'

/** What a condition asks for by `match text::query("…")`, looked for in one document after the other. */
export class WordsAskedFor {
  readonly #deferred = new Deferred()
  #document: StoredDocument | undefined
  #text: string | undefined

  /** The condition with each text query in terms that can be evaluated, while `answer` answers the references in it. */
  within(condition: SyntaxNode): SyntaxNode {
    return withTextQueries(condition, this.#deferred, (_, terms) => holdsTerms(this.#words(), terms)).tree
  }

  /** Sets the document that is asked about from now on. */
  lookIn(document: StoredDocument): void {
    this.#document = document
    this.#text = undefined
  }

  /** What a reference leads to that stands for a text query; undefined for any other. */
  answer(reference: string): { value: unknown } | undefined {
    return this.#deferred.answer(reference)
  }

  #words(): string {
    this.#text ??= this.#document ? [publishedIdOf(this.#document._id), ...textsIn(this.#document)].join('\n') : ''
    return this.#text
  }
}

/** All texts, except those of fields that are the lake's or the editor's own, such as `_type` and `_key`. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(textsIn)
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([field, item]) => (field.startsWith('_') ? [] : textsIn(item)))
}
