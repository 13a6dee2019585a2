/** What things cost, in millionths of a second: which way to go is weighed by them. */
export interface Costs {
  /** Reading a document and trying a condition on it. */
  document: number
  /** Passing a row by, or sorting it. */
  row: number
  /** Giving a document a key. */
  key: number
}

/** As measured on documents of 4 kB. */
export const usualCosts: Costs = { document: 20, row: 4, key: 25 }
