import type { Attribute } from '../store/attribute.ts'
import type { SyntaxNode } from './engine.ts'

/** The attribute that an expression gives as it stands in the document: `slug.current`, `lower(headline)`. */
export function attributeIn(node: SyntaxNode): Attribute | undefined {
  if (node.type === 'Group') return attributeIn(node.base)
  if (node.type === 'FuncCall') {
    const [argument, ...others] = node.args
    const inner = argument && others.length === 0 ? attributeIn(argument) : undefined
    const as = node.name === 'lower' || node.name === 'dateTime' ? node.name : undefined
    return as && inner && !inner.as ? { path: inner.path, as } : undefined
  }
  const path = pathIn(node)
  // Ids are another matter: they change with the perspective.
  return path && path.length > 0 && path[0] !== '_id' && path[0] !== '_originalId' ? { path } : undefined
}

function pathIn(node: SyntaxNode): string[] | undefined {
  if (node.type === 'This') return []
  if (node.type !== 'AccessAttribute') return undefined
  const above = node.base ? pathIn(node.base) : []
  return above && [...above, node.name]
}
