const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~'
const across = 4
const down = 3

type Pixels = { bytes: Uint8Array; width: number; height: number }
/** Red, green and blue as light, 0–1. */
type Light = readonly [number, number, number]

/**
 * A picture's BlurHash (https://github.com/woltapp/blurhash/blob/master/Algorithm.md): its first 4 × 3 cosine waves in 28 characters.
 * The bytes are red, green and blue in a row; a thumbnail of some dozen pixels a side gives the same as the whole picture.
 */
export function blurHashOf(pixels: Pixels): string {
  const waves = Array.from({ length: across * down }, (_, at) => wave(pixels, at % across, Math.floor(at / across)))
  const [mean = [0, 0, 0], ...rest] = waves
  const loudest = Math.max(...rest.flat().map(Math.abs))
  const volume = Math.min(Math.max(Math.floor(loudest * 166 - 0.5), 0), 82)
  const shape = inDigits(across - 1 + (down - 1) * 9, 1)
  return [
    shape,
    inDigits(volume, 1),
    inDigits(meanColor(mean), 4),
    ...rest.map((light) => inDigits(deviation(light, (volume + 1) / 166), 2)),
  ].join('')
}

/** How much of one cosine wave is in the picture. */
function wave({ bytes, width, height }: Pixels, x: number, y: number): Light {
  const sum = [0, 0, 0]
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const basis = Math.cos((Math.PI * x * column) / width) * Math.cos((Math.PI * y * row) / height)
      const at = (row * width + column) * 3
      for (let channel = 0; channel < 3; channel += 1) {
        sum[channel] = (sum[channel] ?? 0) + basis * asLight(bytes[at + channel] ?? 0)
      }
    }
  }
  const share = (x === 0 && y === 0 ? 1 : 2) / (width * height)
  const [red = 0, green = 0, blue = 0] = sum
  return [red * share, green * share, blue * share]
}

function meanColor([red, green, blue]: Light): number {
  return asByte(red) * 65_536 + asByte(green) * 256 + asByte(blue)
}

function deviation([red, green, blue]: Light, most: number): number {
  const step = (light: number) => {
    const share = light / most
    return Math.min(Math.max(Math.floor(Math.sign(share) * Math.abs(share) ** 0.5 * 9 + 9.5), 0), 18)
  }
  return step(red) * 361 + step(green) * 19 + step(blue)
}

function asLight(byte: number): number {
  const share = byte / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

function asByte(light: number): number {
  const bounded = Math.min(Math.max(light, 0), 1)
  const share = bounded <= 0.0031308 ? bounded * 12.92 : 1.055 * bounded ** (1 / 2.4) - 0.055
  return Math.trunc(share * 255 + 0.5)
}

function inDigits(value: number, length: number): string {
  return Array.from({ length }, (_, at) => digits[Math.floor(value / 83 ** (length - 1 - at)) % 83]).join('')
}
