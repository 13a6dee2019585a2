import { describe, expect, test } from 'vitest'
import { planPublish, planWhole } from '../../../scripts/publish/plan.ts'

const touched = (...addresses: string[]) => addresses.map((address) => ({ address, reason: `why ${address}` }))

describe('the plan of a publish', () => {
  test('renders what still has an address and removes what has none, each with its reason', () => {
    const steps = planPublish(touched('/artikel/ny/', '/artikel/gammel/'), new Set(['/', '/artikel/ny/']))
    expect(steps).toMatchInlineSnapshot(`
      [
        {
          "action": "render",
          "address": "/artikel/ny/",
          "reason": "why /artikel/ny/",
        },
        {
          "action": "remove",
          "address": "/artikel/gammel/",
          "reason": "why /artikel/gammel/",
        },
      ]
    `)
  })

  test('comes in the order in which no link leads astray: pages, their lists, fronts, feeds, removals', () => {
    const live = [
      '/rss.xml',
      '/',
      '/it/',
      '/it/2026/03/',
      '/emne/chips/',
      '/artikel/a/',
      '/navnenyt/b/',
      '/sitemap.xml',
    ]
    const steps = planPublish(touched('/artikel/borte/', ...live), new Set(live))
    expect(steps.map(({ address }) => address)).toEqual([
      '/artikel/a/',
      '/navnenyt/b/',
      '/emne/chips/',
      '/it/2026/03/',
      '/',
      '/it/',
      '/rss.xml',
      '/sitemap.xml',
      '/artikel/borte/',
    ])
  })

  test('is empty when nothing was touched', () => {
    expect(planPublish([], new Set(['/']))).toEqual([])
  })
})

describe('the plan of a whole site', () => {
  test('renders every address', () => {
    const steps = planWhole(new Set(['/rss.xml', '/', '/artikel/a/']), 'the whole site is compared')
    expect(steps.map(({ address, action }) => `${action} ${address}`)).toEqual([
      'render /artikel/a/',
      'render /',
      'render /rss.xml',
    ])
  })
})
