import sharp, { type Sharp } from 'sharp'

/** Milliseconds that each frame of an animation stays, and how often all are shown (0: for ever). */
export type Pace = { delay: number[]; loop: number }
/** Decoded frames of one size, one below the other. */
type Strip = { bytes: Buffer; width: number; height: number; channels: 1 | 2 | 3 | 4 }

/** An image decoded, so that what follows is done after what came before: sharp has an order of its own within one go. */
export async function developed(image: Sharp): Promise<Strip> {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true })
  return { bytes: data, width: info.width, height: info.pageHeight ?? info.height, channels: info.channels }
}

/**
 * Does the same to each frame by itself: sharp refuses to turn a strip of frames, flips it as a whole, and blurs one frame into the next.
 */
export async function eachFrame({ bytes, ...raw }: Strip, change: (frame: Sharp) => Sharp): Promise<Sharp> {
  const size = raw.width * raw.height * raw.channels
  const frames: Strip[] = []
  for (let at = 0; at + size <= bytes.length; at += size) {
    frames.push(await developed(change(sharp(bytes.subarray(at, at + size), { raw }))))
  }
  return joined(frames)
}

function joined(frames: Strip[]): Sharp {
  const [first] = frames
  if (!first) throw new Error('There is no frame to show')
  const { width, height, channels } = first
  const raw = { width, height: height * frames.length, channels, pageHeight: height }
  return sharp(Buffer.concat(frames.map(({ bytes }) => bytes)), { raw, limitInputPixels: false })
}
