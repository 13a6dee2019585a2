import { describe, expect, test } from 'vitest'
import {
  addressAt,
  comesFromOwnPage,
  isExposed,
  namesOwnHost,
  openAddresses,
  ownAddresses,
} from '../../../../scripts/lake/http/own-addresses.ts'

const own = ownAddresses(3333, { host: '127.0.0.1', machine: ['192.168.1.10'] })

function sender(headers: Record<string, string>, url = 'http://localhost:3333/') {
  return { url, header: (name: string) => headers[name] }
}

const named = (host: string) => sender({ host }, `http://${host}/`)

describe('a host of ours', () => {
  test.each(['localhost:3333', '127.0.0.1:3333', '[::1]:3333'])('is %s', (host) => {
    expect(namesOwnHost(named(host), own)).toBe(true)
  })

  test.each([
    ...['evil.example:3333', 'localhost', 'localhost:3334', 'localhost.evil.example:3333', '0.0.0.0:3333', ''],
    '192.168.1.10:3333',
  ])('is not %j', (host) => {
    expect(namesOwnHost(sender({ host }), own)).toBe(false)
  })

  test('is not what an absolute address in the request line names', () => {
    expect(namesOwnHost(sender({ host: 'localhost:3333' }, 'http://evil.example/'), own)).toBe(false)
  })

  test('is written without a number on port 80', () => {
    expect(namesOwnHost(named('localhost'), ownAddresses(80, { host: '127.0.0.1' }))).toBe(true)
  })

  test('is each of the machine’s own when it listens at all of them', () => {
    const everywhere = ownAddresses(3333, { host: '0.0.0.0', machine: ['192.168.1.10', 'fd00::7'] })
    for (const host of ['localhost:3333', '192.168.1.10:3333', '[fd00::7]:3333'])
      expect(namesOwnHost(named(host), everywhere), host).toBe(true)
    for (const host of ['192.168.1.11:3333', 'avis.example:3333', '0.0.0.0:3333'])
      expect(namesOwnHost(named(host), everywhere), host).toBe(false)
  })

  test('is one alone when it listens there', () => {
    const one = ownAddresses(3333, { host: '192.168.1.10' })
    expect([...one.hosts.keys()]).toEqual(['192.168.1.10:3333'])
  })

  test('is the proxy’s, under the scheme that it was told', () => {
    const proxied = ownAddresses(3333, { host: '127.0.0.1', urls: ['https://cms.avis.example'] })
    expect(namesOwnHost(named('cms.avis.example'), proxied)).toBe(true)
    expect(proxied.hosts.get('cms.avis.example')).toBe('https://cms.avis.example')
    expect(comesFromOwnPage(sender({ origin: 'https://cms.avis.example' }), proxied)).toBe(true)
    expect(comesFromOwnPage(sender({ origin: 'http://cms.avis.example' }), proxied)).toBe(false)
  })
})

describe('a lake', () => {
  test.each([
    [{ host: '127.0.0.1' }, false, 'http://localhost:3333'],
    [{ host: 'localhost' }, false, 'http://localhost:3333'],
    [{ host: '127.0.0.2' }, false, 'http://127.0.0.2:3333'],
    [{ host: '::1' }, false, 'http://[::1]:3333'],
    [{ host: '127.0.0.1', urls: ['http://localhost:8080'] }, false, 'http://localhost:3333'],
    [{ host: '127.0.0.1', urls: ['https://cms.avis.example'] }, true, 'http://localhost:3333'],
    [{ host: '0.0.0.0' }, true, 'http://localhost:3333'],
    [{ host: '::' }, true, 'http://localhost:3333'],
    [{ host: '192.168.1.10' }, true, 'http://192.168.1.10:3333'],
    [{ host: '127.evil.example' }, true, 'http://127.evil.example:3333'],
  ])('at %j can be reached by others: %j, and by this machine at %s', (place, exposed, address) => {
    expect(isExposed(place)).toBe(exposed)
    expect(addressAt(3333, place)).toBe(address)
  })
})

describe('the Studio', () => {
  test('may be opened on this machine, and at each address that others have for it', () => {
    const place = { host: '0.0.0.0', machine: ['192.168.1.10'], urls: ['https://cms.avis.example'] }
    expect(openAddresses(ownAddresses(3333, place), addressAt(3333, place))).toEqual([
      ...['http://localhost:3333', 'http://192.168.1.10:3333', 'https://cms.avis.example'],
    ])
    expect(openAddresses(own, 'http://localhost:3333')).toEqual(['http://localhost:3333'])
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
