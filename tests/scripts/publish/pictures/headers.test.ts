import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { allowingImagesFrom } from '../../../../scripts/publish/pictures/headers.ts'

const ours = readFileSync(join(import.meta.dirname, '../../../../site/public/_headers'))

describe('the headers of a site whose pictures the lake’s image service makes', () => {
  test('allow images from there, and else what they allowed before', () => {
    const text = allowingImagesFrom(ours, 'https://cdn.sanity.io/').toString()
    expect(text).toContain("; img-src 'self' data: https://cdn.sanity.io; ")
    expect(text.replaceAll(' https://cdn.sanity.io', '')).toBe(ours.toString())
  })

  test('are refused when they say nothing of images', () => {
    expect(() => allowingImagesFrom(Buffer.from('/*\n'), 'https://cdn.sanity.io')).toThrow('img-src')
  })
})
