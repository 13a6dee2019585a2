import { describe, expect, test } from 'vitest'
import { storedUrl, withAddresses, withoutAddresses } from '../../../../scripts/lake/assets/addresses.ts'

const path = `images/notits/production/${'b'.repeat(40)}-16x9.jpg`
const origins = ['http://localhost:3333', 'http://127.0.0.1:3333']

describe('the url of an asset', () => {
  test('is stored without a host and gets the one that was asked on its way out', () => {
    const json = JSON.stringify({ url: storedUrl(path), title: 'Havnen' })
    expect(JSON.parse(withAddresses(json, 'http://localhost:4444'))).toEqual({
      url: `http://localhost:4444/${path}`,
      title: 'Havnen',
    })
  })

  test('keeps the parameters that a query has added to it', () => {
    const json = JSON.stringify([`${storedUrl(path)}?w=400&fit=max`])
    expect(JSON.parse(withAddresses(json, 'http://localhost:4444'))).toEqual([
      `http://localhost:4444/${path}?w=400&fit=max`,
    ])
  })

  test('loses its host again when the document comes back', () => {
    const json = JSON.stringify({ url: storedUrl(path) })
    for (const origin of origins) expect(withoutAddresses(withAddresses(json, origin), origins)).toBe(json)
  })

  test('is told apart from text that speaks of one', () => {
    const json = JSON.stringify({ text: `Se "lake:/${path}" og lake:/intet`, other: 'http://localhost:3333/structure' })
    expect(withAddresses(json, 'http://localhost:4444')).toBe(json)
    expect(withoutAddresses(json, origins)).toBe(json)
  })
})
