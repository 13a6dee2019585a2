import type { Condition } from '../store/condition.ts'

/**
 * What an index can tell of a filter: the condition holds for all documents that pass it. `exact`: for no others, and the filter
 * is true or false for every document, never null.
 */
export interface Derived {
  condition: Condition
  exact: boolean
}
