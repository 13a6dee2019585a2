import { describe, expect, test } from 'vitest'
import { demoIds } from '../../../scripts/demo/documents.ts'
import { planFilling } from '../../../scripts/demo/plan.ts'

describe('planning to fill a lake with the demo', () => {
  test('creates everything in an empty lake', () => {
    expect(planFilling(new Set())).toEqual({ created: demoIds, kept: [], heldBack: [] })
  })

  test('creates nothing when everything is there', () => {
    expect(planFilling(new Set(demoIds))).toEqual({ created: [], kept: demoIds, heldBack: [] })
  })

  test('creates only what is missing', () => {
    const there = new Set(demoIds.filter((id) => id !== 'topic-chips'))
    expect(planFilling(there).created).toEqual(['topic-chips'])
  })

  test('keeps a document that an editor unpublished', () => {
    const there = new Set([...demoIds.filter((id) => id !== 'page-kontakt'), 'drafts.page-kontakt'])
    const { created, kept } = planFilling(there)
    expect(created).toEqual([])
    expect(kept).toContain('page-kontakt')
  })

  test('holds back what points to an unpublished document, and what points to that in turn', () => {
    const { created, heldBack } = planFilling(new Set(['drafts.topic-chips']))
    expect(heldBack).toContain('article-sandkorn-henter-85-millioner')
    expect(heldBack).not.toContain('article-sluk-for-noget')
    expect(created).toContain('article-sluk-for-noget')
    expect(planFilling(new Set(['drafts.company-fyrvagt'])).heldBack).toContain('frontPage')
  })
})
