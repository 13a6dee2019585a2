import { describe, expect, test } from 'vitest'
import { noticeKinds } from '#schemas/navnenyt/kind.ts'
import { companyFindings, contentFindings, kindFindings } from '#schemas/rules/notice.ts'

describe('the kind of a notice', () => {
  test.each(noticeKinds)('may be %s', (kind) => {
    expect(kindFindings(kind, noticeKinds)).toEqual([])
  })

  test('is doubted when the desk does not know it, and kept', () => {
    expect(kindFindings('Orlov', noticeKinds)).toMatchObject([{ level: 'warning' }])
  })

  test('is set right when only its letters are cased otherwise', () => {
    expect(kindFindings('nyt Job', noticeKinds)).toMatchObject([{ sentence: expect.stringContaining('»Nyt job«') }])
  })

  test('must be there', () => {
    expect(kindFindings(' ', noticeKinds)).toMatchObject([{ level: 'error' }])
  })
})

describe('a notice', () => {
  test('names a company, by reference or in writing', () => {
    expect(companyFindings({})).toMatchObject([{ level: 'error' }])
    expect(companyFindings({ companyName: 'Søbred' })).toEqual([])
    expect(companyFindings({ company: { _ref: 'c' } })).toEqual([])
  })

  test.each([
    ['Nyt job', { role: 'Lead' }],
    ['Færdiggjort uddannelse', { education: 'HD' }],
    ['Certificering', { education: 'ITIL' }],
    ['Rund fødselsdag', { age: 50 }],
    ['Jubilæum', { freeText: '25 år' }],
    ['Hæder', { freeText: 'Dataprisen' }],
  ])('of the kind %s tells what it is about', (kind, fields) => {
    expect(contentFindings({ kind })).toMatchObject([{ level: 'warning' }])
    expect(contentFindings({ kind, ...fields })).toEqual([])
  })

  test('of any other kind needs nothing more', () => {
    expect(contentFindings({ kind: 'Dødsfald' })).toEqual([])
    expect(contentFindings({})).toEqual([])
  })
})
