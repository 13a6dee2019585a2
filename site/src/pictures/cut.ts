import type { ImageAsset } from '#schemas/image.ts'

/** Pixels. */
export type Size = { width: number; height: number }

/** A part of the original, in its own pixels. */
export type Rect = Size & { left: number; top: number }

/** What an editor has said of an image's parts; fractions of the original. */
type Wishes = {
  crop?: { left: number; top: number; right: number; bottom: number } | undefined
  hotspot?: { x: number; y: number } | undefined
}

/** The size of an image as it is seen upright; `undefined` when neither its document nor its name tells. */
export function sizeOf(asset: ImageAsset): Size | undefined {
  const told = asset.metadata.dimensions
  const named = /-(\d{1,6})x(\d{1,6})-[a-z0-9]+$/.exec(asset._id)
  const width = told?.width ?? Number(named?.[1])
  const height = told?.height ?? Number(named?.[2])
  return width >= 1 && height >= 1 ? { width: Math.round(width), height: Math.round(height) } : undefined
}

/** The editor's crop, and within it the largest part of the wanted proportions whose middle is as near the focal point as it can be. */
export function cutOf(size: Size, field: Wishes, ratio: number | undefined): Rect {
  const cropped = croppedTo(size, field.crop)
  if (ratio === undefined) return cropped
  const width = Math.max(1, Math.min(cropped.width, Math.round(cropped.height * ratio)))
  const height = Math.max(1, Math.min(cropped.height, Math.round(cropped.width / ratio)))
  const focus = field.hotspot ?? {
    x: (cropped.left + cropped.width / 2) / size.width,
    y: (cropped.top + cropped.height / 2) / size.height,
  }
  return {
    left: within(Math.round(focus.x * size.width - width / 2), cropped.left, cropped.left + cropped.width - width),
    top: within(Math.round(focus.y * size.height - height / 2), cropped.top, cropped.top + cropped.height - height),
    width,
    height,
  }
}

/** Whether the part is all there is. */
export function isWhole(size: Size, rect: Rect): boolean {
  return rect.width === size.width && rect.height === size.height
}

/** The height that goes with a width in the same proportions. */
export function heightAt({ width, height }: Size, wanted: number): number {
  return Math.max(1, Math.round((wanted * height) / width))
}

function croppedTo(size: Size, crop: Wishes['crop']): Rect {
  const { left, top, right, bottom } = crop ?? { left: 0, top: 0, right: 0, bottom: 0 }
  const rect = {
    left: within(Math.round(left * size.width), 0, size.width - 1),
    top: within(Math.round(top * size.height), 0, size.height - 1),
  }
  return {
    ...rect,
    width: within(Math.round((1 - left - right) * size.width), 1, size.width - rect.left),
    height: within(Math.round((1 - top - bottom) * size.height), 1, size.height - rect.top),
  }
}

const within = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most)
