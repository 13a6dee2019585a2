import { type Chain, chainEndingIn, isScore, type Stage } from './chain.ts'
import { conditionOf, type Knowledge } from './conditions.ts'
import type { Deferred } from './deferred.ts'
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
  const { deferred, reading } = planning
  const expr = part(node.expr, planning, false)
  const outer: SyntaxNode[] = []
  const constant: Knowledge['constant'] = (expression) => {
    const known = constantIn(expression)
    if (known) return { ...known, certain: true }
    if (!ignoresItem(expression)) return undefined
    outer.push(expression)
    return { value: [], certain: false }
  }
  if (!conditionOf(node.expr, { ...knowledgeOf(planning), constant }))
    return { ...node, base: everything(planning), expr }
  const expressions = [...new Set(outer)]
  const base = deferred.each(outerValuesText(expressions.map((expression) => outward(expression, hidden))), (given) => {
    const values = readOuterValues(given)
    const knowledge: Knowledge = {
      ...knowledgeOf(planning),
      constant: (expression) => {
        const at = expressions.indexOf(expression)
        if (at >= 0) return { value: values[at] ?? [], certain: false }
        const known = constantIn(expression)
        return known && { ...known, certain: true }
      },
    }
    const condition = conditionOf(node.expr, knowledge)?.condition ?? { kind: 'and', of: [] }
    const found = [...reading.finder.find({ layers: reading.layers, condition }).batches].flat()
    return reading.documents(found)
  })
  return { ...node, base, expr }
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
