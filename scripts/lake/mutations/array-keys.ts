import { isObject } from '../json-value.ts'
import type { Mutation, NewDocument, PatchOperations } from './mutation.ts'

/** The mutation with a `_key` given to each object in a list that came without one (`autoGenerateArrayKeys`). */
export function withArrayKeys(mutation: Mutation, newKey: () => string): Mutation {
  switch (mutation.kind) {
    case 'delete':
      return mutation
    case 'patch':
      return { ...mutation, operations: keyedOperations(mutation.operations, newKey) }
    default:
      return { ...mutation, document: keyedFields(mutation.document, newKey) satisfies NewDocument }
  }
}

function keyedOperations(operations: PatchOperations, newKey: () => string): PatchOperations {
  const { set, setIfMissing, insert, ...others } = operations
  return {
    ...others,
    ...(set && { set: keyedFields(set, newKey) }),
    ...(setIfMissing && { setIfMissing: keyedFields(setIfMissing, newKey) }),
    ...(insert && { insert: { ...insert, items: keyedItems(insert.items, newKey) } }),
  }
}

function keyedFields<Fields extends Record<string, unknown>>(fields: Fields, newKey: () => string): Fields {
  const keyed: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) keyed[name] = keyedValue(value, newKey)
  // The same fields with values of the same kind: only list members have gained a `_key`.
  return keyed as Fields
}

function keyedItems(items: unknown[], newKey: () => string): unknown[] {
  return items.map((item) => {
    const keyed = keyedValue(item, newKey)
    return isObject(keyed) && typeof keyed['_key'] !== 'string' ? { _key: newKey(), ...keyed } : keyed
  })
}

function keyedValue(value: unknown, newKey: () => string): unknown {
  if (Array.isArray(value)) return keyedItems(value, newKey)
  return isObject(value) ? keyedFields(value, newKey) : value
}
