import { describe, expect, test } from 'vitest'
import { keptHtml } from '../../../site/src/components/kept-html.ts'

describe('HTML that is kept', () => {
  test('is made once for each thing and form, also for those who ask while it is being made', async () => {
    const [story, other] = [{}, {}]
    let made = 0
    const make = async () => `<p>${++made}</p>`
    const together = await Promise.all([keptHtml(story, 'row', make), keptHtml(story, 'row', make)])
    expect([...together, keptHtml(story, 'row', make)]).toEqual(['<p>1</p>', '<p>1</p>', '<p>1</p>'])
    expect([await keptHtml(story, 'tile', make), await keptHtml(other, 'row', make)]).toEqual(['<p>2</p>', '<p>3</p>'])
  })

  test('is tried again when it could not be made', async () => {
    const story = {}
    await expect(keptHtml(story, 'row', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await keptHtml(story, 'row', async () => '<p></p>')).toBe('<p></p>')
  })
})
