const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~'

/** Red, green and blue as light, 0–1; in waves also below 0. */
type Light = readonly [number, number, number]

/** The cosine waves that a picture's colors are made of, row by row. */
export type Colors = { across: number; waves: Light[] }

/**
 * The colors that a BlurHash tells of (https://github.com/woltapp/blurhash/blob/master/Algorithm.md); `undefined` when it is none.
 */
export function colorsIn(blurHash: string): Colors | undefined {
  const shape = numberIn(blurHash.slice(0, 1))
  const across = (shape % 9) + 1
  const down = Math.floor(shape / 9) + 1
  const isWhole = [...blurHash].every((digit) => digits.includes(digit)) && blurHash.length === 4 + 2 * across * down
  if (!isWhole || blurHash.length < 6) return undefined
  const loudest = (numberIn(blurHash.slice(1, 2)) + 1) / 166
  const mean = numberIn(blurHash.slice(2, 6))
  const others = Array.from({ length: across * down - 1 }, (_, at) => numberIn(blurHash.slice(6 + 2 * at, 8 + 2 * at)))
  return { across, waves: [meanLight(mean), ...others.map((value) => deviation(value, loudest))] }
}

/** The color at a place of the picture, in shares of its width and height: red, green and blue as bytes. */
export function colorAt({ across, waves }: Colors, x: number, y: number): [number, number, number] {
  const light: [number, number, number] = [0, 0, 0]
  waves.forEach(([red, green, blue], at) => {
    const basis = Math.cos(Math.PI * x * (at % across)) * Math.cos(Math.PI * y * Math.floor(at / across))
    light[0] += red * basis
    light[1] += green * basis
    light[2] += blue * basis
  })
  return [asByte(light[0]), asByte(light[1]), asByte(light[2])]
}

const numberIn = (text: string) => [...text].reduce((value, digit) => value * 83 + digits.indexOf(digit), 0)

const meanLight = (value: number): Light => [
  asLight((value >> 16) & 255),
  asLight((value >> 8) & 255),
  asLight(value & 255),
]

function deviation(value: number, loudest: number): Light {
  const share = (step: number) => Math.sign(step - 9) * ((step - 9) / 9) ** 2 * loudest
  return [share(Math.floor(value / 361)), share(Math.floor(value / 19) % 19), share(value % 19)]
}

function asLight(byte: number): number {
  const share = byte / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

/** Rounded to steps of four: no eye tells them apart, and no machine's way of rounding cosines shows. */
function asByte(light: number): number {
  const bounded = Math.min(Math.max(light, 0), 1)
  const share = bounded <= 0.0031308 ? bounded * 12.92 : 1.055 * bounded ** (1 / 2.4) - 0.055
  return Math.min(255, Math.round((share * 255) / 4) * 4)
}
