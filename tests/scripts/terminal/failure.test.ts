import { describe, expect, test } from 'vitest'
import { failureOf } from '../../../scripts/terminal/failure.ts'
import { Problem } from '../../../scripts/terminal/problem.ts'

describe('something thrown', () => {
  test('is one sentence and exit code 1 when it is a Problem', () => {
    expect(failureOf(new Problem('The port is taken'))).toEqual({ code: 1, text: 'The port is taken' })
  })

  test('is one sentence and exit code 1 when the disk refuses', () => {
    const refused = (code: string) => Object.assign(new Error(code), { code, path: '/data/token', syscall: 'open' })
    expect(failureOf(refused('EACCES'))).toEqual({
      code: 1,
      text: 'Cannot use /data/token: this user is not allowed to; change its owner or its rights, or choose another folder with NOTITS_HOME or --home',
    })
    expect(failureOf(refused('ENOSPC')).text).toBe(
      'Cannot use /data/token: the disk is full; free some space, and run the command again',
    )
    expect(failureOf(Object.assign(refused('EEXIST'), { syscall: 'mkdir' })).text).toBe(
      'Cannot use /data/token: something else than a folder is in the way; choose another folder with NOTITS_HOME or --home',
    )
    expect([failureOf(refused('ENOENT')).code, failureOf(refused('EEXIST')).code]).toEqual([70, 70])
  })

  test('is one sentence and exit code 1 when SQLite says that the disk is full', () => {
    expect(failureOf(Object.assign(new Error('database or disk is full'), { errcode: 13 }))).toEqual({
      code: 1,
      text: 'Cannot write the newsroom’s databases: the disk is full; free some space, and run the command again',
    })
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
