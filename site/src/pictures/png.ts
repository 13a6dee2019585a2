import { crc32 } from 'node:zlib'

/** Red, green and blue bytes in a row. */
type Pixels = { width: number; height: number; bytes: Uint8Array }

/**
 * Some pixels as a PNG (https://www.w3.org/TR/png-3/). They are not packed: so few would only grow, and packers differ in their bytes.
 */
export function pngOf({ width, height, bytes }: Pixels): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8) // eight bits a channel, true color
  const rows = Array.from({ length: height }, (_, row) => [
    0,
    ...bytes.subarray(row * width * 3, (row + 1) * width * 3),
  ])
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const content = [signature, chunk('IHDR', header), chunk('IDAT', stored(Buffer.from(rows.flat())))]
  return Buffer.concat([...content, chunk('IEND', Buffer.alloc(0))])
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content])
  return Buffer.concat([asFourBytes(content.length), named, asFourBytes(crc32(named))])
}

/** A zlib stream of one block that is stored as it is (https://www.rfc-editor.org/rfc/rfc1950, rfc1951 § 3.2.4). */
function stored(content: Buffer): Buffer {
  const head = Buffer.from([0x78, 0x01, 0x01, 0, 0, 0, 0])
  head.writeUInt16LE(content.length, 3)
  head.writeUInt16LE(~content.length & 0xffff, 5)
  return Buffer.concat([head, content, asFourBytes(adler32(content))])
}

function adler32(bytes: Buffer): number {
  const [low, high] = bytes.reduce<[number, number]>(
    ([one, sum], byte) => [(one + byte) % 65_521, (sum + one + byte) % 65_521],
    [1, 0],
  )
  return high * 65_536 + low
}

function asFourBytes(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value >>> 0)
  return bytes
}
