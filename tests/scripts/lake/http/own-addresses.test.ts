import { describe, expect, test } from 'vitest'
import { comesFromOwnPage, namesOwnHost, ownAddresses } from '../../../../scripts/lake/http/own-addresses.ts'

const own = ownAddresses(3333)

function sender(headers: Record<string, string>, url = 'http://localhost:3333/') {
  return { url, header: (name: string) => headers[name] }
}

describe('a host of ours', () => {
  test.each(['localhost:3333', '127.0.0.1:3333', '[::1]:3333'])('is %s', (host) => {
    expect(namesOwnHost(sender({ host }, `http://${host}/`), own)).toBe(true)
  })

  test.each(['evil.example:3333', 'localhost', 'localhost:3334', 'localhost.evil.example:3333', '0.0.0.0:3333', ''])(
    'is not %j',
    (host) => {
      expect(namesOwnHost(sender({ host }), own)).toBe(false)
    },
  )

  test('is not what an absolute address in the request line names', () => {
    expect(namesOwnHost(sender({ host: 'localhost:3333' }, 'http://evil.example/'), own)).toBe(false)
  })

  test('is written without a number on port 80', () => {
    expect(namesOwnHost(sender({ host: 'localhost' }, 'http://localhost/'), ownAddresses(80))).toBe(true)
  })
})

describe('a page of our own', () => {
  test.each([
    ['a program, which tells of no page', {}],
    ['the Studio', { origin: 'http://localhost:3333', 'sec-fetch-site': 'same-origin' }],
    ['someone who types the address', { 'sec-fetch-site': 'none' }],
  ])('is %s', (_, headers) => {
    expect(comesFromOwnPage(sender(headers), own)).toBe(true)
  })

  test.each([
    ['a page elsewhere', { origin: 'https://evil.example' }],
    ['a sandboxed page', { origin: 'null' }],
    ['the site on its own port', { origin: 'http://localhost:4321', 'sec-fetch-site': 'same-site' }],
    ['a form elsewhere', { 'sec-fetch-site': 'cross-site' }],
    ['a page that hides its origin', { origin: 'http://localhost:3333', 'sec-fetch-site': 'cross-site' }],
  ])('is not %s', (_, headers) => {
    expect(comesFromOwnPage(sender(headers), own)).toBe(false)
  })
})
