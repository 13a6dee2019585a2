import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { faultRefusal } from '../../../../scripts/lake/http/refusals.ts'

function faultOf(work: () => unknown): unknown {
  try {
    return work()
  } catch (fault) {
    return fault
  }
}

/** What SQLite throws when there is no more room for a database. */
function fullDatabase(): unknown {
  using database = new DatabaseSync(':memory:')
  database.exec('CREATE TABLE words (text); PRAGMA max_page_count = 2')
  return faultOf(() => database.prepare('INSERT INTO words VALUES (?)').run('ord '.repeat(10_000)))
}

describe('the refusal for a fault of our own', () => {
  test.each([
    ['a database without room', 507, 'insufficientStorage', fullDatabase()],
    ['a disk without room', 507, 'insufficientStorage', Object.assign(new Error('write'), { code: 'ENOSPC' })],
    ['a database that another holds', 503, 'busy', Object.assign(new Error('locked'), { errcode: 5 })],
    ['anything else', 500, 'internalError', new TypeError('x is not a function')],
    ['something that is no error', 500, 'internalError', undefined],
  ])('of %s is %d, which the Studio tries again, and tells nothing of our insides', async (_, status, type, fault) => {
    const answer = faultRefusal(fault)
    const body = await answer.json()
    expect(answer.status).toBe(status)
    expect(body).toMatchObject({ statusCode: status, error: { type, description: body.message } })
    expect(body.message).not.toMatch(/function|locked|write$/)
  })
})
