import { ArchiveFault } from './archive-fault.ts'
import type { Limits } from './limits.ts'
import { readableBytes } from './packed-bytes.ts'

/** A line of a file: its number from 1, where it begins and its bytes, without the line feed. */
export type Line = { number: number; offset: number; bytes: Buffer }

const lineFeed = 0x0a

/** The lines that bytes make, empty ones left out. @throws ArchiveFault at one that is longer than the limit */
export async function* linesIn(
  pieces: AsyncIterable<Buffer>,
  { lineBytes }: Pick<Limits, 'lineBytes'>,
): AsyncGenerator<Line> {
  let [rest, number, offset]: [Buffer, number, number] = [Buffer.alloc(0), 0, 0]
  const line = (bytes: Buffer): Line => {
    const made = { number: ++number, offset, bytes }
    offset += bytes.length + 1
    return made
  }
  for await (const piece of pieces) {
    let start = 0
    for (let end = piece.indexOf(lineFeed); end >= 0; end = piece.indexOf(lineFeed, start)) {
      const made = line(
        rest.length > 0 ? Buffer.concat([rest, piece.subarray(start, end)]) : piece.subarray(start, end),
      )
      rest = Buffer.alloc(0)
      start = end + 1
      if (made.bytes.length > 0) yield made
    }
    rest = rest.length > 0 ? Buffer.concat([rest, piece.subarray(start)]) : piece.subarray(start)
    if (rest.length > lineBytes)
      throw new ArchiveFault(`line ${number + 1} is longer than the ${readableBytes(lineBytes)} that are taken`)
  }
  if (rest.length > 0) yield line(rest)
}
