import type { Condition } from '../store/condition.ts'
import { type Chain, chainEndingIn, isScore, type Stage } from './chain.ts'
import { conditionOf, type Knowledge } from './conditions.ts'
import type { Deferred } from './deferred.ts'
import type { Derived } from './derived.ts'
import type { Value } from './elements.ts'
import type { SyntaxNode } from './engine.ts'
import { counted, lookedUp } from './lookup.ts'
import { outerValuesText, outward, readOuterValues } from './outer-values.ts'
import { planFor } from './plan.ts'
import type { Reading } from './reading.ts'
import { ignoresItem, looksOutside, scopeOfPart } from './scopes.ts'
import { constantIn, withParts } from './syntax.ts'
import type { TextSearch } from './text-queries.ts'

/** What a plan is made with. */
export interface Planning {
  reading: Reading
  deferred: Deferred
  search: TextSearch & { references: Map<SyntaxNode, readonly string[]> }
  value: Value
}

/**
 * The query with every chain on all documents (`*[…]{…} | order(…)[0...20]`) put as a part that is looked up: found by SQLite as
 * far as its indexes tell, and then evaluated by groq-js on what was found, whole, so that what is not recognized here costs time
 * and never changes an answer. Documents without an order are in order of id.
 */
export function planned(tree: SyntaxNode, planning: Planning): SyntaxNode {
  return part(tree, planning, false)
}

/** @param hidden whether the node is evaluated in a scope that `^` does not count */
function part(node: SyntaxNode, planning: Planning, hidden: boolean): SyntaxNode {
  if (!looksOutside(node)) {
    const chain = chainEndingIn(node)
    if (chain) return lookup(chain, planning)
    const countedChain = chainCounted(node)
    if (countedChain) return count(countedChain, planning)
  }
  if (node.type === 'FuncCall' && node.namespace === 'global' && node.name === 'count') {
    const counted = countOfOuterValues(node, planning, hidden)
    if (counted !== node) return counted
  }
  if (node.type === 'Everything') return everything(planning)
  if (node.type === 'Filter' && node.base.type === 'Everything') return filterOfOuterValues(node, planning, hidden)
  return withParts(node, (name, inner) => part(inner, planning, isHidden(node, name, hidden)))
}

function isHidden(node: SyntaxNode, name: string, hidden: boolean): boolean {
  const scope = scopeOfPart(node, name)
  return scope === 'same' ? hidden : scope === 'hidden'
}

function lookup(written: Chain, planning: Planning): SyntaxNode {
  const chain = withKnownReferences(written, planning)
  const plan = planOf(chain, planning)
  const inner = withPlannedParts(chain, planning)
  return planning.deferred.once(() => lookedUp(plan, inner, planning.reading, planning.value))
}

function count(chain: Chain, planning: Planning): SyntaxNode {
  const plan = planOf(chain, planning)
  const inner = withPlannedParts(chain, planning)
  return planning.deferred.once(() => counted(plan, inner, planning.reading, planning.value))
}

function planOf(chain: Chain, planning: Planning) {
  return planFor(chain, knowledgeOf(planning), (node) => planning.deferred.has(node))
}

/** `score(references("…"))` asks the index whether a document refers to another: its contents need not be read for that. */
function withKnownReferences(chain: Chain, { deferred, reading, search }: Planning): Chain {
  const known = (node: SyntaxNode): SyntaxNode => {
    if (node.type === 'Or' || node.type === 'And') return { ...node, left: known(node.left), right: known(node.right) }
    if (node.type === 'Group') return { ...node, base: known(node.base) }
    if (node.type !== 'FuncCall') return node
    if (node.name === 'boost')
      return { ...node, args: node.args.map((argument, at) => (at === 0 ? known(argument) : argument)) }
    const constants =
      node.namespace === 'global' && node.name === 'references' ? node.args.map(constantIn) : [undefined]
    if (!constants.every((constant) => constant !== undefined)) return node
    const targets = constants.flatMap(({ value }) => value).filter((value) => typeof value === 'string')
    if (!targets.every((target) => target.isWellFormed())) return node
    const condition = deferred.ofStoredId((id) => reading.finder.refersTo(id, targets))
    search.references.set(condition, targets)
    return condition
  }
  const place = chain.stages.findIndex(isScore)
  // After a projection there are no documents any more.
  if (chain.stages.slice(0, place).some(({ type }) => type !== 'Filter')) return chain
  const stages = chain.stages.map((stage) => (isScore(stage) ? { ...stage, args: stage.args.map(known) } : stage))
  return { ...chain, stages }
}

function chainCounted(node: SyntaxNode): Chain | undefined {
  if (node.type !== 'FuncCall' || node.namespace !== 'global' || node.name !== 'count') return undefined
  const [list] = node.args
  if (list?.type === 'Everything') return { stages: [], after: [] }
  const chain = list && chainEndingIn(list)
  return chain?.limit ? undefined : chain
}

function everything(planning: Planning): SyntaxNode {
  return planning.deferred.once(() => {
    const chain: Chain = { stages: [], after: [] }
    return lookedUp(planOf(chain, planning), chain, planning.reading, planning.value)
  })
}

/** The chain with queries inside its own expressions planned as well. */
function withPlannedParts(chain: Chain, planning: Planning): Chain {
  const step = <Step extends SyntaxNode>(node: Step): Step => {
    const inner = withParts(node, (name, expression) =>
      name === 'base' ? expression : part(expression, planning, isHidden(node, name, false)),
    )
    return inner as Step // the same kind of node, with other parts
  }
  return {
    ...chain,
    stages: chain.stages.map((stage): Stage => step(stage)),
    order: chain.order && step(chain.order),
    after: chain.after.map((projection) => step(projection)),
  }
}

/**
 * `*[references(^._id)]`: what the filter asks of the document around it is known only while that is evaluated. The filter is put
 * on what can be found by those values, anew for each.
 */
function filterOfOuterValues(node: SyntaxNode & { type: 'Filter' }, planning: Planning, hidden: boolean): SyntaxNode {
  const { reading } = planning
  const expr = part(node.expr, planning, false)
  const base = byOuterValues(node.expr, planning, hidden, (derived) => {
    const condition = derived?.condition ?? everyDocument
    return reading.documents([...reading.finder.find({ layers: reading.layers, condition }).batches].flat())
  })
  return { ...node, base: base ?? everything(planning), expr }
}

/** `count(*[references(^._id)])`, told by the indexes where they can. */
function countOfOuterValues(call: SyntaxNode & { type: 'FuncCall' }, planning: Planning, hidden: boolean): SyntaxNode {
  const [list] = call.args
  if (list?.type !== 'Filter' || list.base.type !== 'Everything') return call
  const { finder, layers } = planning.reading
  const counted = byOuterValues(list.expr, planning, hidden, (derived) =>
    derived?.exact && finder.isExact(layers, derived.condition) ? finder.count(layers, derived.condition) : null,
  )
  const bySearching: SyntaxNode = { ...call, args: [filterOfOuterValues(list, planning, hidden)] }
  return counted ? { ...call, name: 'coalesce', args: [counted, bySearching] } : bySearching
}

const everyDocument: Condition = { kind: 'and', of: [] }

/** A node that is answered by what a filter comes to, with the values it asks for; undefined when nothing can be looked up. */
function byOuterValues(
  filter: SyntaxNode,
  planning: Planning,
  hidden: boolean,
  answer: (derived: Derived | undefined) => unknown,
): SyntaxNode | undefined {
  const knowledge = knowledgeOf(planning)
  const outer = new Set<SyntaxNode>()
  const constant: Knowledge['constant'] = (expression) => {
    const known = knowledge.constant(expression)
    if (known || !ignoresItem(expression)) return known
    outer.add(expression)
    return { value: [], certain: false }
  }
  if (!conditionOf(filter, { ...knowledge, constant })) return undefined
  const expressions = [...outer]
  const told = outerValuesText(expressions.map((expression) => outward(expression, hidden)))
  return planning.deferred.each(told, (given) => {
    const values = readOuterValues(given, expressions.length)
    const withValues: Knowledge['constant'] = (expression) =>
      values[expressions.indexOf(expression)] ?? knowledge.constant(expression)
    return answer(conditionOf(filter, { ...knowledge, constant: withValues }))
  })
}

function knowledgeOf({ search }: Planning): Knowledge {
  return {
    references: (node) => search.references.get(node),
    constant: (node) => {
      const known = constantIn(node)
      return known && { ...known, certain: true }
    },
    text: (node) => search.conditions.get(node),
  }
}
