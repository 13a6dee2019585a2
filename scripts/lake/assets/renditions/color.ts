import type { Color } from 'sharp'

/** Sanity writes colors as `rgb`, `rrggbb`, or with the opacity first: `argb`, `aarrggbb`. White is the color of paper. */
export function background(digits: string | undefined, opaque: boolean): Color {
  if (!digits) return { r: 255, g: 255, b: 255, alpha: opaque ? 1 : 0 }
  const doubled = digits.length < 6 ? [...digits].map((digit) => digit + digit).join('') : digits
  const [alpha, red, green, blue] = (doubled.length === 8 ? doubled : `ff${doubled}`).match(/../g) ?? []
  return { r: channel(red), g: channel(green), b: channel(blue), alpha: opaque ? 1 : channel(alpha) / 255 }
}

function channel(digits = '0'): number {
  return Number.parseInt(digits, 16)
}
