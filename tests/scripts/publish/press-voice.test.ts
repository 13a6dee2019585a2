import { describe, expect, test } from 'vitest'
import { pressVoice } from '../../../scripts/publish/press-voice.ts'
import { nothingPublished, type Published } from '../../../scripts/publish/published.ts'
import { Problem } from '../../../scripts/terminal/problem.ts'

const nothing: Published = { ...nothingPublished, ms: { ...nothingPublished.ms, total: 25 } }
const one: Published = { ...nothing, rendered: 1, written: 1, changed: ['/'] }

function aVoice() {
  const said: string[] = []
  return { said, voice: pressVoice((sentence) => void said.push(sentence)) }
}

describe('the voice of a press', () => {
  test('tells what readers see changed, and is silent when nothing did', () => {
    const { said, voice } = aVoice()
    voice.published(nothing)
    voice.published(one)
    expect(said).toEqual(['1 page written (25 ms)'])
  })

  test('tells the same failure once, until something else was told', () => {
    const { said, voice } = aVoice()
    for (let tries = 0; tries < 3; tries++) voice.failed(new Problem('The lake cannot be reached'))
    voice.published(one)
    voice.failed(new Problem('The lake cannot be reached'))
    expect(said).toEqual(['The lake cannot be reached', '1 page written (25 ms)', 'The lake cannot be reached'])
  })

  test('names a document that is left out once, for as long as it is', () => {
    const { said, voice } = aVoice()
    const leftOut = [{ id: 'bad', type: 'article', faults: [{ path: '', sentence: 'feltet Overskrift mangler.' }] }]
    voice.published({ ...nothing, leftOut })
    voice.published({ ...one, leftOut })
    expect(said).toEqual(['Left out article bad: feltet Overskrift mangler.', '1 page written (25 ms)'])
  })

  test('tells of what is done in the background when all of it is done', () => {
    const { said, voice } = aVoice()
    voice.published({ ...one, later: 80 })
    voice.published({ ...one, background: true, written: 40, later: 40 })
    voice.published({ ...one, later: 40 })
    voice.published({ ...one, background: true, written: 40, later: 0 })
    expect(said).toEqual([
      '1 page written, 80 more to look at (25 ms)',
      '1 page written, 40 more to look at (25 ms)',
      '80 pages written in the background (50 ms)',
    ])
  })

  test('wakes who waits for the next change', async () => {
    const { voice } = aVoice()
    const next = voice.next()
    voice.published(nothing)
    voice.published(one)
    expect(await next).toBe(one)
  })
})
