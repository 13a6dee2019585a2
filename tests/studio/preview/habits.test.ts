import { describe, expect, test } from 'vitest'
import {
  type Memory,
  opensByItself,
  rememberDevice,
  rememberedDevice,
  rememberOpen,
} from '../../../studio/preview/habits.ts'

function aMemory(): Memory {
  const kept = new Map<string, string>()
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) }
}

const forgetful: Memory = {
  getItem() {
    throw new DOMException('denied', 'SecurityError')
  },
  setItem() {
    throw new DOMException('denied', 'SecurityError')
  },
}

describe('the preview of an editor', () => {
  test('opens by itself where a form and a page have room beside each other', () => {
    expect([1366, 1679, 1680, 1920].map((width) => opensByItself(aMemory(), width))).toEqual([false, false, true, true])
  })

  test('opens, or stays closed, as the editor left it', () => {
    const memory = aMemory()
    rememberOpen(memory, true)
    expect(opensByItself(memory, 1200)).toBe(true)
    rememberOpen(memory, false)
    expect(opensByItself(memory, 2560)).toBe(false)
  })

  test('never opens by itself in place of the form, as it would in a narrow window', () => {
    const memory = aMemory()
    rememberOpen(memory, true)
    expect(opensByItself(memory, 800)).toBe(false)
  })

  test('shows a phone until another device is chosen', () => {
    const memory = aMemory()
    expect(rememberedDevice(memory)).toBe('phone')
    rememberDevice(memory, 'screen')
    expect(rememberedDevice(memory)).toBe('screen')
  })

  test('works where the browser keeps nothing', () => {
    rememberOpen(forgetful, true)
    rememberDevice(forgetful, 'screen')
    expect(opensByItself(forgetful, 1920)).toBe(true)
    expect(rememberedDevice(forgetful)).toBe('phone')
  })
})
