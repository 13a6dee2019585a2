/**
 * Something a person must see to: one sentence that says what failed, where, and what to do about it.
 * Printed without a stack, exit code 1. Everything else that is thrown is a bug and keeps its stack.
 */
export class Problem extends Error {
  override name = 'Problem'
}
