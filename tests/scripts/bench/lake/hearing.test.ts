import { describe, expect, test } from 'vitest'
import { Hearing } from '../../../../scripts/bench/lake/hearing.ts'

describe('a transaction', () => {
  test('is heard by all when each listener has heard of it', async () => {
    const hearing = new Hearing(2)
    const heard: string[] = []
    const first = hearing.byAll('first', AbortSignal.timeout(5000)).then(() => heard.push('first'))
    const second = hearing.byAll('second', AbortSignal.timeout(5000)).then(() => heard.push('second'))
    for (const transaction of ['second', 'first', 'second']) hearing.heard(transaction)
    await second
    expect(heard).toEqual(['second'])
    hearing.heard('first')
    await first
    expect(heard).toEqual(['second', 'first'])
  })

  test('is waited for no longer than until the bench is interrupted', async () => {
    const interrupted = new AbortController()
    const waiting = new Hearing(6).byAll('any', interrupted.signal)
    interrupted.abort(new Error('Ctrl-C'))
    await expect(waiting).rejects.toThrow('Ctrl-C')
  })
})
