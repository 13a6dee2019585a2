import type { SyntaxNode } from './engine.ts'
import { asValue, call, sum } from './nodes.ts'

/** No document can have such an id. */
const mark = '\0later:'

/**
 * Parts of a query that are found out while the rest is evaluated. groq-js has one door to the outside: what a reference leads to.
 * Such a part is a dereference, `{"_ref": "<mark><number>:<argument>"}->`, whose answer may be anything.
 */
export class Deferred {
  readonly #answers: ((argument: string) => unknown)[] = []
  readonly #nodes = new WeakSet<SyntaxNode>()

  /** A node in whose place the answer stands; found once, when it is first asked for. */
  once(find: () => unknown): SyntaxNode {
    let found: { value: unknown } | undefined
    const number = this.#add(() => {
      found ??= { value: find() }
      return found.value
    })
    return this.#dereferenced(asValue(`${mark}${number}:`))
  }

  /** A node in whose place the answer for an argument stands; the argument is an expression that gives text. */
  each(argument: SyntaxNode, find: (argument: string) => unknown): SyntaxNode {
    return this.#dereferenced(sum(asValue(`${mark}${this.#add(find)}:`), argument))
  }

  /** A condition that holds for a document when `holds` says so of the id it is stored under. */
  ofStoredId(holds: (id: string) => boolean): SyntaxNode {
    const found = this.each(storedId, (id) => (holds(id) ? {} : null))
    const condition = call('global', 'defined', [found])
    this.#nodes.add(condition)
    return condition
  }

  /** Whether a node is a condition on the stored id alone, or stands for something found once. */
  has(node: SyntaxNode): boolean {
    return this.#nodes.has(node)
  }

  /** What a reference to one of these parts leads to; undefined for any other reference. */
  answer(reference: string): { value: unknown } | undefined {
    if (!reference.startsWith(mark)) return undefined
    const end = reference.indexOf(':', mark.length)
    const find = this.#answers[Number(reference.slice(mark.length, end))]
    return find && { value: find(reference.slice(end + 1)) }
  }

  #dereferenced(value: SyntaxNode): SyntaxNode {
    const base: SyntaxNode = { type: 'Object', attributes: [{ type: 'ObjectAttributeValue', name: '_ref', value }] }
    return { type: 'Deref', base }
  }

  #add(find: (argument: string) => unknown): number {
    return this.#answers.push(find) - 1
  }
}

const attribute = (name: string): SyntaxNode => ({ type: 'AccessAttribute', name })
const storedId = call('global', 'coalesce', [attribute('_originalId'), attribute('_id')])
