import type { SyntaxNode } from './engine.ts'

/**
 * An expression on what a projection gives, as an expression on what goes into it: `orderings[0]` after
 * `{"orderings": [publishedAt]}` is `publishedAt`. Undefined when it cannot be told.
 */
export function beforeProjection(node: SyntaxNode, projection: SyntaxNode): SyntaxNode | undefined {
  if (projection.type !== 'Projection' || projection.base.type !== 'This') return undefined
  return traced(node, projection.expr)
}

function traced(node: SyntaxNode, made: SyntaxNode): SyntaxNode | undefined {
  switch (node.type) {
    case 'Group':
      return traced(node.base, made)
    case 'This':
      return made
    case 'AccessAttribute': {
      const base = node.base ? traced(node.base, made) : made
      return base && attributeOf(base, node.name)
    }
    case 'AccessElement': {
      const base = traced(node.base, made)
      const element = base?.type === 'Array' ? base.elements[node.index] : undefined
      return base?.type === 'Array' && base.elements.every(({ isSplat }) => !isSplat) ? element?.value : undefined
    }
    case 'FuncCall': {
      const args = node.args.map((argument) => traced(argument, made))
      return args.every((argument) => argument !== undefined) ? { ...node, args } : undefined
    }
    default:
      return undefined
  }
}

/** What an object expression gives for an attribute: the last that sets it counts. */
function attributeOf(made: SyntaxNode, name: string): SyntaxNode | undefined {
  if (made.type === 'AccessAttribute' || made.type === 'This') return { type: 'AccessAttribute', base: made, name }
  if (made.type !== 'Object') return undefined
  for (const attribute of made.attributes.toReversed()) {
    if (attribute.type === 'ObjectAttributeValue') {
      if (attribute.name === name) return attribute.value
    } else if (attribute.type === 'ObjectSplat' && attribute.value.type === 'This') {
      // Those before it would stand only where the document has no such attribute.
      const isElsewhere = made.attributes.some((other) => other.type === 'ObjectAttributeValue' && other.name === name)
      return isElsewhere ? undefined : { type: 'AccessAttribute', name }
    } else {
      return undefined
    }
  }
  return undefined
}
