/** All in pixels. */
export type Size = { width: number; height: number }
export type Region = Size & { left: number; top: number }
export type Point = { x: number; y: number }

/** A quarter turn changes width and height, and so does the turn back. */
export function turned({ width, height }: Size, turn: number): Size {
  return turn % 180 === 0 ? { width, height } : { width: height, height: width }
}

/** Where a point of the cut is seen once the cut has been turned. */
export function turnedPoint({ x, y }: Point, { width, height }: Size, turn: number): Point {
  switch (turn) {
    case 90:
      return { x: height - y, y: x }
    case 180:
      return { x: width - x, y: height - y }
    case 270:
      return { x: y, y: width - x }
    default:
      return { x, y }
  }
}

/** Where a region of the turned cut lies in the stored image. */
export function turnedBack(region: Region, cut: Region, turn: number): Region {
  const { width, height } = turned(region, turn)
  switch (turn) {
    case 90:
      return { left: cut.left + region.top, top: cut.top + cut.height - region.left - height, width, height }
    case 180:
      return {
        left: cut.left + cut.width - region.left - width,
        top: cut.top + cut.height - region.top - height,
        width,
        height,
      }
    case 270:
      return { left: cut.left + cut.width - region.top - width, top: cut.top + region.left, width, height }
    default:
      return { left: cut.left + region.left, top: cut.top + region.top, width, height }
  }
}
