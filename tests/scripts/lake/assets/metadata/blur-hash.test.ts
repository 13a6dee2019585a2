import { describe, expect, test } from 'vitest'
import { blurHashOf } from '../../../../../scripts/lake/assets/metadata/blur-hash.ts'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~'
const number = (text: string) => [...text].reduce((sum, digit) => sum * 83 + alphabet.indexOf(digit), 0)

/** The light of one channel (0: red) at a place of the picture, in shares of its sides, as a reader of the hash sees it. */
function lightAt(hash: string, channel: 0 | 1 | 2, x: number, y: number): number {
  const most = (number(hash.slice(1, 2)) + 1) / 166
  const mean = Math.floor(number(hash.slice(2, 6)) / 256 ** (2 - channel)) % 256
  const waves = Array.from({ length: 11 }, (_, at) => {
    const step = Math.floor(number(hash.slice(6 + at * 2, 8 + at * 2)) / 19 ** (2 - channel)) % 19
    const share = (step - 9) / 9
    const [across, down] = [(at + 1) % 4, Math.floor((at + 1) / 4)]
    return Math.sign(share) * share ** 2 * most * Math.cos(Math.PI * across * x) * Math.cos(Math.PI * down * y)
  })
  return (mean / 255) ** 2.2 + waves.reduce((sum, wave) => sum + wave, 0)
}

function picture(width: number, height: number, color: (x: number, y: number) => [number, number, number]) {
  const pixels = Array.from({ length: width * height }, (_, at) => color(at % width, Math.floor(at / width)))
  return { bytes: Uint8Array.from(pixels.flat()), width, height }
}

describe('a picture’s BlurHash', () => {
  test('of one color is that color', () => {
    const hash = blurHashOf(picture(30, 20, () => [0x33, 0x66, 0x99]))
    expect(hash).toHaveLength(28)
    expect(hash[0]).toBe(alphabet[3 + 2 * 9])
    expect(number(hash.slice(2, 6)).toString(16)).toBe('336699')
  })

  test('shows where the picture is light and where it is dark, color by color', () => {
    const hash = blurHashOf(picture(40, 30, (x, y) => [x < 20 ? 255 : 0, y < 15 ? 255 : 0, 0]))
    expect(lightAt(hash, 0, 0.2, 0.5)).toBeGreaterThan(0.8)
    expect(lightAt(hash, 0, 0.8, 0.5)).toBeLessThan(0.2)
    expect(lightAt(hash, 1, 0.5, 0.2)).toBeGreaterThan(0.8)
    expect(lightAt(hash, 1, 0.5, 0.8)).toBeLessThan(0.2)
    expect(Math.abs(lightAt(hash, 2, 0.5, 0.5))).toBeLessThan(0.05)
  })
})
