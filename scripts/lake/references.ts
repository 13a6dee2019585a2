import { isObject } from './json-value.ts'

export interface Reference {
  target: string
  /** A weak reference never stands in the way of a deletion. */
  weak: boolean
}

/**
 * The documents that a document points to, each once, at whatever depth. Where one target is named both weakly and strongly,
 * the strong one counts. References into other datasets are weak here, since nothing of theirs can be checked.
 */
export function referencesIn(document: unknown): Reference[] {
  const found = new Map<string, boolean>()
  collect(document, found)
  return [...found].map(([target, weak]) => ({ target, weak }))
}

function collect(value: unknown, found: Map<string, boolean>): void {
  if (Array.isArray(value)) for (const item of value) collect(item, found)
  if (!isObject(value)) return
  const target = value['_ref']
  if (typeof target === 'string' && target !== '') {
    const weak = value['_weak'] === true || '_dataset' in value || '_projectId' in value || target.includes(':')
    found.set(target, (found.get(target) ?? true) && weak)
  }
  // What stands in a reference is part of it: GROQ's references() looks no further either (groq-js 2.0.1, `hasReference`).
  if (target) return
  for (const item of Object.values(value)) collect(item, found)
}
