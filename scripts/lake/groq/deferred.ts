import type { SyntaxNode } from './engine.ts'

/** No document can have such an id. */
const mark = '\0later:'

/**
 * Parts of a query that are found out while the rest is evaluated. groq-js has one door to the outside: what a reference leads to.
 * Such a part is a dereference, `{"_ref": "<mark><number>:<argument>"}->`, whose answer may be anything.
 */
export class Deferred {
  readonly #answers: ((argument: string) => unknown)[] = []

  /** A node in whose place the answer stands; found once, when it is first asked for. */
  once(find: () => unknown): SyntaxNode {
    let found: { value: unknown } | undefined
    const number = this.#add(() => {
      found ??= { value: find() }
      return found.value
    })
    return dereferenced({ type: 'Value', value: `${mark}${number}:` })
  }

  /** A node in whose place the answer for an argument stands; the argument is an expression that gives text. */
  each(argument: SyntaxNode, find: (argument: string) => unknown): SyntaxNode {
    const left: SyntaxNode = { type: 'Value', value: `${mark}${this.#add(find)}:` }
    return dereferenced({ type: 'OpCall', op: '+', left, right: argument })
  }

  /** What a reference to one of these parts leads to; undefined for any other reference. */
  answer(reference: string): { value: unknown } | undefined {
    if (!reference.startsWith(mark)) return undefined
    const end = reference.indexOf(':', mark.length)
    const find = this.#answers[Number(reference.slice(mark.length, end))]
    return find && { value: find(reference.slice(end + 1)) }
  }

  #add(find: (argument: string) => unknown): number {
    return this.#answers.push(find) - 1
  }
}

function dereferenced(value: SyntaxNode): SyntaxNode {
  const base: SyntaxNode = { type: 'Object', attributes: [{ type: 'ObjectAttributeValue', name: '_ref', value }] }
  return { type: 'Deref', base }
}
