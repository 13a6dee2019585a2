import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { mostPixels } from './limits.ts'

/** Pixels for an inch at which an SVG has the size that it says. */
const ownDensity = 72
/** The densities that sharp takes; whoever asked scales the rest of the way. */
const [least, most] = [1, 100_000]

// Run by `drawing.ts`: an SVG comes in, a PNG goes out.
const [, , scale, patience] = process.argv

// Ends itself too: whoever started it may be gone by then. A plain exit would wait for the drawing.
setTimeout(() => process.kill(process.pid, 'SIGKILL'), Number(patience)).unref()

const drawing = sharp(await buffer(process.stdin), {
  density: Math.min(Math.max(ownDensity * Number(scale), least), most),
  limitInputPixels: mostPixels,
  failOn: 'error',
})
process.stdout.write(await drawing.png({ compressionLevel: 1 }).toBuffer())
