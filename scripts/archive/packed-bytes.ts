import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { ArchiveFault } from './archive-fault.ts'
import { truncated } from './byte-source.ts'
import type { Limits } from './limits.ts'

const pieceBytes = 1024 ** 2

/**
 * The bytes of a file, unpacked when it is gzipped (RFC 1952), piece by piece.
 * @throws ArchiveFault when it is damaged, or grows past the limits while it is unpacked
 */
export async function* bytesOf(path: string, limits: Limits): AsyncGenerator<Buffer> {
  const packed = await beginsAsGzip(path)
  const file = createReadStream(path, { highWaterMark: pieceBytes })
  // The callback has nothing to do: an error of either stream comes out of the one that is read.
  const pieces = packed ? pipeline(file, createGunzip({ chunkSize: pieceBytes / 4 }), () => {}) : file
  let size = 0
  try {
    for await (const piece of pieces) {
      size += piece.length
      refuseExcess(size, packed ? file.bytesRead : size, limits)
      yield piece
    }
  } catch (thrown) {
    throw damageIn(thrown) ?? thrown
  }
}

function refuseExcess(size: number, packedSize: number, { unpackedBytes, ratio, harmlessBytes }: Limits): void {
  if (size > unpackedBytes)
    throw new ArchiveFault(`it unpacks to more than the ${readableBytes(unpackedBytes)} that are taken`)
  if (size > harmlessBytes && size > packedSize * ratio)
    throw new ArchiveFault(`it unpacks to more than ${ratio} times its size, which no newspaper does`)
}

async function beginsAsGzip(path: string): Promise<boolean> {
  await using file = await open(path)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
  return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
}

/** What zlib finds wrong (https://nodejs.org/api/zlib.html#zlib-constants), as a fault of the archive. */
function damageIn(thrown: unknown): ArchiveFault | undefined {
  if (!(thrown instanceof Error && 'code' in thrown)) return undefined
  if (thrown.code === 'Z_BUF_ERROR') return truncated()
  const isZlib = String(thrown.code).startsWith('Z_')
  return isZlib ? new ArchiveFault(`it is damaged (${thrown.message}); get the file anew`) : undefined
}

/** A number of bytes as a person reads it: `512 bytes`, `4.2 MB`, `100.0 GB`. */
export function readableBytes(bytes: number): string {
  const units = ['kB', 'MB', 'GB', 'TB']
  const power = Math.min(units.length, Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1000)))
  return power === 0 ? `${bytes} bytes` : `${(bytes / 1000 ** power).toFixed(1)} ${units[power - 1]}`
}
