import { describe, expect, test } from 'vitest'
import { temporaryLake } from './temporary-lake.ts'

const asked = { params: {}, perspective: 'raw', identity: 'anna' } as const

function lakeWithArticles() {
  const lake = temporaryLake()
  lake.written(
    { create: { _id: 'anna', _type: 'author', name: 'Anna Holm' } },
    {
      create: { _id: 'a1', _type: 'article', headline: 'Første', author: { _ref: 'anna' }, at: '2026-01-02T00:00:00Z' },
    },
    { create: { _id: 'a2', _type: 'article', headline: 'Anden', at: '2026-01-01T00:00:00Z' } },
  )
  return lake
}

describe('a query', () => {
  test('gives its result, with parameters, references, order and slices', async () => {
    using lake = lakeWithArticles()
    const query = '*[_type == $type] | order(at)[0...$limit]{headline, "by": author->name}'
    expect(await lake.found(query, { type: 'article', limit: 5 })).toEqual([
      { headline: 'Anden', by: null },
      { headline: 'Første', by: 'Anna Holm' },
    ])
  })

  test('with other parameters is another query', async () => {
    using lake = lakeWithArticles()
    const ids = (type: string) => lake.found('*[_type == $type]._id', { type })
    expect([await ids('article'), await ids('author'), await ids('article')]).toEqual([
      ['a1', 'a2'],
      ['anna'],
      ['a1', 'a2'],
    ])
  })

  test('without an order gives documents by id, so that it gives the same each time', async () => {
    using lake = lakeWithArticles()
    lake.written({ create: { _id: 'a0', _type: 'article' } })
    expect(await lake.found('*[_type == "article"]._id')).toEqual(['a0', 'a1', 'a2'])
  })

  test('sees what was written just before', async () => {
    using lake = lakeWithArticles()
    lake.written({ patch: { id: 'a2', set: { headline: 'Rettet' } } })
    expect(await lake.found('*[_id == "a2"][0].headline')).toBe('Rettet')
  })

  test('knows who asks, where, and when', async () => {
    using lake = temporaryLake()
    expect(await lake.found('[identity(), sanity::projectId(), sanity::dataset(), now()]')).toEqual([
      'anna',
      'notits',
      'production',
      '2026-03-03T12:00:00.000Z',
    ])
  })

  test('that compares before and after is answered too', async () => {
    using lake = temporaryLake()
    expect(await lake.found('diff::changedAny({"a": 1}, {"a": 2}, a)')).toBe(true)
  })

  test('that finds nothing gives null', async () => {
    using lake = temporaryLake()
    expect(await lake.found('*[0].headline')).toBeNull()
  })

  test.each([
    ['*[_type == ]', 'Syntax error in GROQ query at position 10: Unexpected end of query', 10, 12],
    ['*[_type == $type]', 'The parameter $type is used in the query, but was not given', 11, 16],
    ['*[geo::distance(a, b) < 5]', 'The function geo::distance() is not kept by the embedded Content Lake', 2, 15],
    ['*[nosuch(1)]', 'Undefined function: nosuch', 2, 8],
    ['*[a == "nosuch" && nosuch::fn(1)]', 'Undefined function: nosuch::fn', 19, 29],
    ['*[0...$limit]', 'The parameter $limit is used in the query, but was not given', 6, 12],
    ['*["$a" == b] {"c": $d} // $e', 'The parameter $d is used in the query, but was not given', 19, 21],
    ['*[anywhere(a == 1)]', 'The function anywhere() is not kept by the embedded Content Lake', 2, 10],
    ['text::query("x")', 'The function text::query() stands only to the right of "match"', 0, 11],
    ['*{a} | score(a == 1)', 'score() must come before a projection, and needs a list of documents', 7, 12],
    ['*[0] | score(a == 1)', 'score() must come before a projection, and needs a list of documents', 7, 12],
    ['', 'The query is empty', 0, 0],
  ])('that cannot be answered is refused, pointing at the fault: %s', async (query, description, start, end) => {
    using lake = temporaryLake()
    expect(await lake.query({ ...asked, query })).toEqual({
      ok: false,
      status: 400,
      error: { type: 'queryParseError', description, query, start, end },
    })
  })
})

describe('releases::all', () => {
  test('looks among all documents', async () => {
    using lake = lakeWithArticles()
    lake.written({ create: { _id: 'r', _type: 'system.release' } })
    expect(await lake.found('[releases::all()[]._id, count(releases::all())]')).toEqual([['r'], 1])
  })
})

describe('a query as long as nobody writes it', () => {
  test.each([300, 3000])('of %i conditions is answered, or refused in a sentence', async (many) => {
    using lake = lakeWithArticles()
    const conditions = Array.from({ length: many }, (_, at) => `at != "${at}"`).join(' && ')
    const outcome = await lake.query({ ...asked, query: `count(*[${conditions}])` })
    const refusal = { ok: false, status: 400, error: { description: 'The query is too long, or nested too deeply' } }
    expect(outcome).toMatchObject(outcome.ok ? { result: 3 } : refusal)
  })

  test('of 40,000 values is answered', async () => {
    using lake = lakeWithArticles()
    const names = [...Array.from({ length: 40_000 }, (_, at) => `n${at}`), 'Første']
    for (let at = 0; at < 200; at++) lake.written({ create: { _type: 'page' } })
    expect(await lake.found('*[headline in $names]._id', { names })).toEqual(['a1'])
  })
})

describe('a reference to a draft by its stored id', () => {
  test('leads nowhere where drafts are not shown under that id', async () => {
    using lake = lakeWithArticles()
    const to = { _ref: 'drafts.secret', _weak: true }
    lake.written(
      { create: { _id: 'drafts.secret', _type: 'page', name: 'Endnu ikke' } },
      { create: { _id: 'z', _type: 'page', to } },
    )
    const name = (perspective: 'raw' | 'published' | 'drafts') =>
      lake.found('*[_id == "z"][0].to->name', {}, perspective)
    expect([await name('raw'), await name('published'), await name('drafts')]).toEqual(['Endnu ikke', null, null])
  })
})

describe('text::query', () => {
  function lakeWithWords() {
    const lake = temporaryLake()
    const body = [
      {
        _type: 'block',
        _key: 'b',
        style: 'normal',
        children: [{ _type: 'span', _key: 's', text: 'Æbler på Ærø koster en formue' }],
      },
    ]
    lake.written(
      { create: { _id: 'fruit', _type: 'article', headline: 'Rødgrød med fløde', body } },
      { create: { _id: 'drafts.cafe', _type: 'article', headline: 'Café Æblegården åbner' } },
      { create: { _id: 'al', _type: 'article', headline: 'Al Pacino', tags: ['fløde'] } },
    )
    return lake
  }
  const list = '*[_type in ["article"] && ([@, _id] match text::query($q) || references($q))]._id'

  test.each([
    ['rødgrød', ['fruit']],
    ['RØDGRØD', ['fruit']],
    ['rodgrod', []],
    ['fløde', ['al', 'fruit']],
    ['æble', []],
    ['æble*', ['drafts.cafe', 'fruit']],
    ['å*', ['drafts.cafe']],
    ['al', ['al']],
    ['ål', []],
    ['cafe', ['drafts.cafe']],
    ['"med fløde"', ['fruit']],
    ['"fløde med"', []],
    ['fløde -rødgrød', ['al']],
    ['-fløde', ['drafts.cafe']],
    ['"rødgrød" flø*', ['fruit']],
    ['fruit', ['fruit']],
    ['normal', []],
    ['block', []],
    ['*', ['al', 'drafts.cafe', 'fruit']],
    ['', ['al', 'drafts.cafe', 'fruit']],
    ['"', ['al', 'drafts.cafe', 'fruit']],
    ['AND OR NOT', []],
    ['fløde"; DROP TABLE search', []],
    ['fl\0øde', []],
  ])('finds %s', async (q, ids) => {
    using lake = lakeWithWords()
    expect(await lake.found(list, { q })).toEqual(ids)
  })

  test('finds drafts under their published ids', async () => {
    using lake = lakeWithWords()
    expect(await lake.found(list, { q: 'æblegården' }, 'drafts')).toEqual(['cafe'])
    expect(await lake.found(list, { q: 'æblegården' }, 'published')).toEqual([])
  })

  test('keeps in step with edits and deletions', async () => {
    using lake = lakeWithWords()
    lake.written({ patch: { id: 'al', set: { headline: 'Rødgrød' } } }, { delete: { id: 'fruit' } })
    expect(await lake.found(list, { q: 'rødgrød' })).toEqual(['al'])
    expect(await lake.found(list, { q: 'pacino' })).toEqual([])
  })

  test('of a field scores a hit in the title above one in the body', async () => {
    using lake = lakeWithWords()
    const query = `*[_type == "article" && @ match text::query($q)]
      | score(boost(headline match text::query($q), 10), pt::text(body) match text::query($q)) | order(_score desc)[_score > 0]._id`
    lake.written({ create: { _id: 'x', _type: 'article', headline: 'Dyre æbler' } })
    expect(await lake.found(query, { q: 'æbler*' })).toEqual(['x', 'fruit'])
  })
})
