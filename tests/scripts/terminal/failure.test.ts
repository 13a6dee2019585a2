import { describe, expect, test } from 'vitest'
import { failureOf } from '../../../scripts/terminal/failure.ts'
import { Problem } from '../../../scripts/terminal/problem.ts'

describe('something thrown', () => {
  test('is one sentence and exit code 1 when it is a Problem', () => {
    expect(failureOf(new Problem('The port is taken'))).toEqual({ code: 1, text: 'The port is taken' })
  })

  test('keeps its stack and the stack of its cause, and is exit code 70, when it is a bug', () => {
    const { code, text } = failureOf(new TypeError('no such thing', { cause: new Error('the reason below') }))
    expect(code).toBe(70)
    expect(text).toContain('TypeError: no such thing\n    at ')
    expect(text).toContain('Caused by: Error: the reason below')
  })

  test('is shown as it is when it is no error at all', () => {
    expect(failureOf('plain words').text).toContain('plain words')
  })
})
