import { Writable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { counted, readableDuration } from '../../../scripts/terminal/duration.ts'
import { progressOn } from '../../../scripts/terminal/progress.ts'

describe('progress where lines stay', () => {
  test('is a line for each thing done, and none for a count that moves on', () => {
    let text = ''
    const stream = new Writable({
      write(chunk, _encoding, done) {
        text += chunk
        done()
      },
    })
    using progress = progressOn(stream)
    progress.report('Making pictures (image 1 of 9)')
    progress.report('Making pictures (image 2 of 9)')
    progress.report('Building the Studio')
    progress.report('Making pictures (image 3 of 9)')
    progress.say('Done')
    progress.say('Done')
    expect(text).toBe('Making pictures (image 1 of 9)\nBuilding the Studio\nDone\nDone\n')
  })
})

describe('a duration', () => {
  test('is told in the unit that a person would use', () => {
    expect([4.6, 999.4, 1234, 65_000].map(readableDuration)).toEqual(['5 ms', '999 ms', '1.2 s', '1 min 5 s'])
  })
})

describe('a count', () => {
  test('agrees with its noun', () => {
    expect([0, 1, 2].map((count) => counted(count, 'page'))).toEqual(['0 pages', '1 page', '2 pages'])
  })
})
