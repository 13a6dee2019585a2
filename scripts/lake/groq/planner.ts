import type { StoredDocument } from '../document.ts'
import { byId } from '../views/sorted-documents.ts'
import type { View } from '../views/view.ts'
import type { SyntaxNode } from './engine.ts'
import { constantIn, isOwnAttribute, rewritten } from './syntax.ts'

/** What the planner can look up instead of looking through all documents. */
export interface Indexes {
  view: View
  /** Stored ids of the documents that refer to any of these. */
  idsReferringTo: (targets: readonly string[]) => readonly string[]
  /** Stored ids that satisfy a condition on text; undefined for other conditions. */
  textHits: (condition: SyntaxNode) => ReadonlySet<string> | undefined
}

type Candidates = readonly StoredDocument[]

/**
 * The query with every filter over all documents (`*[…]`) put over the few that can pass it. The filter itself stays as it was,
 * so a condition not recognized here costs time and never changes an answer. Order of id is kept.
 */
export function narrowed(tree: SyntaxNode, indexes: Indexes): SyntaxNode {
  return rewritten(tree, (node) => {
    if (node.type !== 'Filter' || node.base.type !== 'Everything') return node
    const candidates = candidatesFor(node.expr, indexes)
    return candidates === undefined ? node : { ...node, base: { type: 'Value', value: candidates } }
  })
}

/** All documents that a condition can hold for, and perhaps others; undefined when it could be any. */
function candidatesFor(condition: SyntaxNode, indexes: Indexes): Candidates | undefined {
  switch (condition.type) {
    case 'Group':
      return candidatesFor(condition.base, indexes)
    case 'And':
      return fewest(candidatesFor(condition.left, indexes), candidatesFor(condition.right, indexes))
    case 'Or':
      return together(candidatesFor(condition.left, indexes), candidatesFor(condition.right, indexes))
    case 'OpCall':
      return candidatesForComparison(condition.op, condition.left, condition.right, indexes)
    case 'FuncCall':
      return candidatesForFunction(condition, indexes)
    default:
      return undefined
  }
}

function candidatesForComparison(
  op: string,
  left: SyntaxNode,
  right: SyntaxNode,
  indexes: Indexes,
): Candidates | undefined {
  if (op === '==') return candidatesForValues(left, right, indexes) ?? candidatesForValues(right, left, indexes)
  if (op !== 'in') return undefined
  return candidatesForPath(left, right, indexes) ?? candidatesForValues(left, right, indexes)
}

/** `_id == "a"`, `_id in ["a", "b"]`, and the same of `_type`. */
function candidatesForValues(attribute: SyntaxNode, values: SyntaxNode, { view }: Indexes): Candidates | undefined {
  const ofId = isOwnAttribute(attribute, '_id')
  if (!ofId && !isOwnAttribute(attribute, '_type')) return undefined
  const constant = constantIn(values)
  if (!constant) return undefined
  const wanted = [...new Set(stringsIn([constant.value]))]
  if (ofId) return inOrder(wanted, view)
  const lists = wanted.map((type) => view.ofType(type))
  return lists.length === 1 ? lists[0] : lists.flat().sort(byId)
}

/** `_id in path("drafts.**")`. */
function candidatesForPath(attribute: SyntaxNode, path: SyntaxNode, { view }: Indexes): Candidates | undefined {
  if (!isOwnAttribute(attribute, '_id') || path.type !== 'FuncCall' || path.name !== 'path') return undefined
  const [pattern] = path.args
  const constant = pattern && constantIn(pattern)
  if (typeof constant?.value !== 'string') return undefined
  const [prefix = ''] = constant.value.split('*')
  return prefix === '' ? undefined : view.all.beginningWith(prefix)
}

function candidatesForFunction(call: SyntaxNode & { type: 'FuncCall' }, indexes: Indexes): Candidates | undefined {
  const { view, textHits, idsReferringTo } = indexes
  const hits = textHits(call)
  if (hits)
    return inOrder(
      [...hits].map((id) => view.idHere(id)),
      view,
    )
  const constants = call.args.map(constantIn)
  if (constants.length === 0 || constants.some((constant) => constant === undefined)) return undefined
  const given = stringsIn(constants.map((constant) => constant?.value))
  switch (`${call.namespace}::${call.name}`) {
    case 'global::references':
      return inOrder(
        idsReferringTo(given).map((id) => view.idHere(id)),
        view,
      )
    case 'sanity::versionOf':
      return inOrder(
        given.flatMap((id) => idsOfGroup(id, view)),
        view,
      )
    case 'sanity::partOfRelease':
      return given.flatMap((release) => view.all.beginningWith(`versions.${release}.`))
    default:
      return undefined
  }
}

function idsOfGroup(id: string, view: View): string[] {
  const versions = view.all.beginningWith('versions.').filter(({ _id }) => _id.endsWith(`.${id}`))
  return [id, `drafts.${id}`, ...versions.map(({ _id }) => _id)]
}

function stringsIn(values: readonly unknown[]): string[] {
  return values.flat().filter((value) => typeof value === 'string')
}

function inOrder(ids: readonly string[], view: View): Candidates {
  const found = [...new Set(ids)].flatMap((id) => view.document(id) ?? [])
  return found.sort(byId)
}

function fewest(left: Candidates | undefined, right: Candidates | undefined): Candidates | undefined {
  if (left === undefined || right === undefined) return left ?? right
  return left.length <= right.length ? left : right
}

function together(left: Candidates | undefined, right: Candidates | undefined): Candidates | undefined {
  if (left === undefined || right === undefined) return undefined
  return [...new Set([...left, ...right])].sort(byId)
}
