import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { Darkroom } from '../../../../scripts/lake/assets/darkroom.ts'

/** Work that goes on until it is told to end, and the names of all that has begun. */
function begun(darkroom: Darkroom) {
  const names: string[] = []
  const begin = (name: string, pixels: number) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const done = darkroom.with(pixels, async () => {
      names.push(name)
      await promise
      return name
    })
    return {
      async end() {
        resolve()
        return done
      },
    }
  }
  return { names, begin }
}

describe('the room for image work', () => {
  test('lets four small images in side by side, and no fifth', async () => {
    const { names, begin } = begun(new Darkroom(100))
    const works = ['a', 'b', 'c', 'd', 'e'].map((name) => begin(name, 1))
    await setImmediate()
    expect(names).toEqual(['a', 'b', 'c', 'd'])
    expect(await works[0]?.end()).toBe('a')
    await setImmediate()
    expect(names).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  test('lets a huge one in alone, in its turn, so that small ones cannot keep it waiting', async () => {
    const { names, begin } = begun(new Darkroom(100))
    const small = begin('small', 1)
    const huge = begin('huge', 1000)
    begin('later', 1)
    await setImmediate()
    expect(names).toEqual(['small'])
    await small.end()
    await setImmediate()
    expect(names).toEqual(['small', 'huge'])
    await huge.end()
    await setImmediate()
    expect(names).toEqual(['small', 'huge', 'later'])
  })

  test('is free again after work that failed', async () => {
    const darkroom = new Darkroom(100)
    await expect(darkroom.with(100, () => Promise.reject(new Error('damaged')))).rejects.toThrow('damaged')
    expect(await darkroom.with(100, async () => 'made')).toBe('made')
  })
})
