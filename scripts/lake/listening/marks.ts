import type { SyntaxNode } from '../groq/engine.ts'
import { constantIn, isOwnAttribute } from '../groq/syntax.ts'
import { groupMark, idMark, typeMark } from './condition.ts'

type Marks = readonly string[] | undefined

/** The marks of which every document has one that passes the condition; undefined when they cannot be told from it. */
export function marksIn(condition: SyntaxNode): Marks {
  switch (condition.type) {
    case 'Group':
      return marksIn(condition.base)
    case 'And':
      return fewest(marksIn(condition.left), marksIn(condition.right))
    case 'Or':
      return together(marksIn(condition.left), marksIn(condition.right))
    case 'OpCall':
      return marksInComparison(condition)
    case 'FuncCall':
      return marksInCall(condition)
    default:
      return undefined
  }
}

/** `_id == "a"`, `"a" == _id`, `_id in ["a", "b"]`, and the same of `_type`. */
function marksInComparison({ op, left, right }: SyntaxNode & { type: 'OpCall' }): Marks {
  if (op === 'in') return marksOfValues(left, right)
  return op === '==' ? (marksOfValues(left, right) ?? marksOfValues(right, left)) : undefined
}

function marksOfValues(attribute: SyntaxNode, values: SyntaxNode): Marks {
  const mark = isOwnAttribute(attribute, '_id') ? idMark : isOwnAttribute(attribute, '_type') ? typeMark : undefined
  const constant = mark && constantIn(values)
  return constant && [constant.value].flat().flatMap((value) => (typeof value === 'string' ? [mark(value)] : []))
}

/** `sanity::versionOf("a")`. */
function marksInCall({ namespace, name, args: [argument] }: SyntaxNode & { type: 'FuncCall' }): Marks {
  if (namespace !== 'sanity' || name !== 'versionOf') return undefined
  const constant = argument && constantIn(argument)
  return typeof constant?.value === 'string' ? [groupMark(constant.value), idMark(constant.value)] : undefined
}

/** Of two lists either would do: the one that tells more. A type has many documents, an id has one. */
function fewest(left: Marks, right: Marks): Marks {
  if (!left || !right) return left ?? right
  return breadth(left) <= breadth(right) ? left : right
}

function breadth(marks: readonly string[]): number {
  return marks.reduce((sum, mark) => sum + (mark.startsWith(typeMark('')) ? 1000 : 1), 0)
}

function together(left: Marks, right: Marks): Marks {
  return left && right && [...left, ...right]
}
