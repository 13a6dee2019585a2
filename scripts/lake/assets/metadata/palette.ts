/** A color as many pixels show it; channels 0–255. */
type Color = { red: number; green: number; blue: number; pixels: number }

type Swatch = {
  _type: 'sanity.imagePaletteSwatch'
  background: string
  foreground: string
  title: string
  /** Share of the image, in percent with two decimals. */
  population: number
}

const swatches = {
  vibrant: { saturation: 1, lightness: 0.5 },
  lightVibrant: { saturation: 1, lightness: 0.74 },
  darkVibrant: { saturation: 1, lightness: 0.26 },
  muted: { saturation: 0.3, lightness: 0.5 },
  lightMuted: { saturation: 0.3, lightness: 0.74 },
  darkMuted: { saturation: 0.3, lightness: 0.26 },
}

type SwatchName = keyof typeof swatches

export type Palette = { _type: 'sanity.imagePalette'; dominant: Swatch } & Record<SwatchName, Swatch>

/** The palette of an image, from its pixels as red, green and blue bytes in a row (at least one pixel). */
export function paletteOf(pixels: Uint8Array): Palette {
  const colors = countedColors(pixels)
  const total = pixels.length / 3
  const dominant = best(colors, (color) => color.pixels)
  const named = Object.entries(swatches).map(([name, aim]) => {
    const chosen = best(colors, (color) => likeness(color, aim) + color.pixels / total / 10)
    return [name, swatch(chosen, total)]
  })
  // The names come from `swatches`, whose keys are SwatchName.
  const rest = Object.fromEntries(named) as Record<SwatchName, Swatch>
  return { _type: 'sanity.imagePalette', dominant: swatch(dominant, total), ...rest }
}

/** Pixels that share the upper four bits of each channel count as one color, shown as their mean. */
function countedColors(pixels: Uint8Array): Color[] {
  const sums = new Map<number, Color>()
  for (let at = 0; at + 2 < pixels.length; at += 3) {
    const [red = 0, green = 0, blue = 0] = pixels.subarray(at, at + 3)
    const key = ((red >> 4) << 8) | ((green >> 4) << 4) | (blue >> 4)
    const sum = sums.get(key) ?? { red: 0, green: 0, blue: 0, pixels: 0 }
    sums.set(key, {
      red: sum.red + red,
      green: sum.green + green,
      blue: sum.blue + blue,
      pixels: sum.pixels + 1,
    })
  }
  return [...sums.values()].map(({ red, green, blue, pixels: count }) => ({
    red: red / count,
    green: green / count,
    blue: blue / count,
    pixels: count,
  }))
}

function best(colors: Color[], score: (color: Color) => number): Color {
  return colors.reduce((chosen, color) => (score(color) > score(chosen) ? color : chosen))
}

function likeness(color: Color, aim: { saturation: number; lightness: number }): number {
  const { saturation, lightness } = toned(color)
  return 1 - Math.abs(saturation - aim.saturation) / 3 - (Math.abs(lightness - aim.lightness) * 2) / 3
}

/** Saturation and lightness of the HSL model, 0–1. */
function toned({ red, green, blue }: Color) {
  const high = Math.max(red, green, blue) / 255
  const low = Math.min(red, green, blue) / 255
  const lightness = (high + low) / 2
  const saturation = high === low ? 0 : (high - low) / (1 - Math.abs(2 * lightness - 1))
  return { saturation, lightness }
}

function swatch(color: Color, total: number): Swatch {
  const background = `#${[color.red, color.green, color.blue].map(hexadecimal).join('')}`
  const text = (color.red * 299 + color.green * 587 + color.blue * 114) / 1000 < 150 ? '#fff' : '#000'
  const population = Math.round((color.pixels / total) * 10_000) / 100
  return { _type: 'sanity.imagePaletteSwatch', background, foreground: text, title: text, population }
}

function hexadecimal(channel: number): string {
  return Math.round(channel).toString(16).padStart(2, '0')
}
