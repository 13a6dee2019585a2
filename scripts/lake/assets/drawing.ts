import { spawn } from 'node:child_process'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

/** Milliseconds: longer than any logo or chart takes; what takes longer was made to. */
const patience = 5_000
const drawingProcess = fileURLToPath(new URL('./drawing-process.ts', import.meta.url))

/**
 * An SVG drawn as a PNG, at `scale` times its own size; undefined when it cannot be drawn, or not within five seconds.
 * A few filters in an SVG can keep a processor busy for an hour, and nothing stops the library that draws it but the end of its process:
 * so it has one of its own, and gives back whatever memory a drawing made it take. It fetches nothing: a drawing given as bytes has no place that its references could start from.
 */
export async function drawnAsPng(svg: Uint8Array, scale: number): Promise<Buffer<ArrayBuffer> | undefined> {
  const child = spawn(process.execPath, [drawingProcess, String(scale), String(patience)], {
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: patience,
    killSignal: 'SIGKILL',
  })
  const ended = new Promise<number | null>((resolve) => child.once('error', () => resolve(null)).once('close', resolve))
  child.stdin.on('error', () => {}) // it was ended before it had read everything
  child.stdin.end(svg)
  const [png, code] = await Promise.all([buffer(child.stdout), ended])
  return code === 0 && png.byteLength > 0 ? png : undefined
}
