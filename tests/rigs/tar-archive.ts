import { gzipSync } from 'node:zlib'

/** An entry of a tar archive as it is to be written, however wrong. */
export type TarEntry = {
  name: string
  body?: string | Buffer
  /** The kind, as the format tells it: `0` a file, `5` a folder, `1` and `2` links. */
  flag?: string
  /** Where a link leads. */
  link?: string
  /** What the header says of the size, when it lies. */
  size?: number
}

/** The bytes of a tar archive with these entries. */
export function tarOf(entries: readonly TarEntry[]): Buffer {
  return Buffer.concat([...entries.flatMap(blocksOf), Buffer.alloc(1024)])
}

/** The same, gzipped. */
export function tarGzOf(entries: readonly TarEntry[]): Buffer {
  return gzipSync(tarOf(entries))
}

/** The records of an extended header, each with its length before it. */
export function paxRecords(records: Record<string, string>): Buffer {
  const lines = Object.entries(records).map(([key, value]) => {
    const rest = ` ${key}=${value}\n`
    const guess = Buffer.byteLength(rest) + 2
    const length = String(guess).length === 2 ? guess : guess + String(guess).length - 2
    return `${length}${rest}`
  })
  return Buffer.from(lines.join(''))
}

/** A file of documents as exports write it. */
export function linesOf(documents: readonly unknown[]): string {
  return documents.map((document) => `${JSON.stringify(document)}\n`).join('')
}

function blocksOf({ name, body = '', flag = '0', link = '', size }: TarEntry): Buffer[] {
  const bytes = Buffer.from(body)
  const header = Buffer.alloc(512)
  header.write(name, 0, 100)
  header.write('0000644\0', 100)
  header.write(`${(size ?? bytes.length).toString(8).padStart(11, '0')}\0`, 124)
  header.write('00000000000\0', 136)
  header.write('        ', 148)
  header.write(flag, 156)
  header.write(link, 157, 100)
  header.write('ustar\x0000', 257)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]
}
