import { describe, expect, test } from 'vitest'
import { Lock } from '../../../../scripts/publish/preview/key.ts'

const key = 'en hemmelig; nøgle=1'
const lock = new Lock(key, { port: 4322, isSecure: false })

describe('the lock of previews', () => {
  test('opens to its key alone', () => {
    expect(lock.fits(key)).toBe(true)
    for (const other of ['', 'x', `${key} `, key.toUpperCase(), null, undefined]) expect(lock.fits(other)).toBe(false)
  })

  test('knows the key again in the cookie that it gave', () => {
    const [pair = ''] = lock.cookie(key).split(';')
    expect(lock.admits(new Headers({ cookie: `a=b; ${pair}; c=d` }))).toBe(true)
    expect(lock.admits(new Headers({ cookie: `x${pair}` }))).toBe(false)
    expect(lock.admits(new Headers({ cookie: 'notits-forhaandsvisning-4322=%E0%A4' }))).toBe(false)
  })

  test('takes no cookie for that of another newsroom on the same machine', () => {
    const [pair = ''] = new Lock(key, { port: 5000, isSecure: false }).cookie(key).split(';')
    expect(lock.admits(new Headers({ cookie: pair }))).toBe(false)
  })

  test('has its cookie sent over HTTPS alone where that is spoken', () => {
    expect(lock.cookie(key)).not.toContain('Secure')
    expect(new Lock(key, { port: 4322, isSecure: true }).cookie(key)).toContain('; Secure')
  })
})
