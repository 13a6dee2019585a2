import { describe, expect, test } from 'vitest'
import { askedAs } from '../../../../scripts/bench/lake/query.ts'

describe('a query on its way to the lake', () => {
  test('stands in the address, its parameters as JSON', () => {
    const { path, body } = askedAs({ query: '*[_id == $id]', params: { id: 'å' }, perspective: 'drafts' })
    expect(body).toBeUndefined()
    const { pathname, searchParams } = new URL(path, 'http://lake/')
    expect([pathname, ...searchParams]).toEqual([
      '/query/production',
      ['query', '*[_id == $id]'],
      ['$id', '"å"'],
      ['returnQuery', 'false'],
      ['perspective', 'drafts'],
    ])
  })

  test('is sent as a body when the address would be too long', () => {
    const long = { query: '*[_id in $ids]', params: { ids: Array.from({ length: 2000 }, (_, i) => `id-${i}`) } }
    const { path, body } = askedAs({ ...long, perspective: 'raw' })
    expect([path, body]).toEqual(['query/production?returnQuery=false&perspective=raw', long])
  })
})
