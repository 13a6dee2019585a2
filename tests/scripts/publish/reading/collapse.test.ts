import { describe, expect, test } from 'vitest'
import { refuseCollapse } from '../../../../scripts/publish/reading/collapse.ts'

const lake = 'the lake at http://localhost:3333'

describe('an answer that lists far fewer documents than the site holds', () => {
  test('is refused, and the sentence names the flag that accepts it', () => {
    expect(() => refuseCollapse({ held: 40, listed: 3, lake })).toThrowErrorMatchingInlineSnapshot(
      `[Problem: Refused to publish: the lake at http://localhost:3333 lists 3 documents where the site holds 40; what readers see is unchanged, and if the others were meant to go, run npx notits publish --accept-fewer]`,
    )
  })

  test('is refused from one document beyond a fifth', () => {
    expect(() => refuseCollapse({ held: 100, listed: 80, lake })).not.toThrow()
    expect(() => refuseCollapse({ held: 100, listed: 79, lake })).toThrow('Refused to publish')
  })

  test('is believed while the site holds fewer than ten', () => {
    expect(() => refuseCollapse({ held: 9, listed: 0, lake })).not.toThrow()
  })
})
