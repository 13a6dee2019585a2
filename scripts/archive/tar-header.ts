import { ArchiveFault } from './archive-fault.ts'

/** What one block of an archive says comes next: a file, a folder, names for the next entry, or something that is named. */
export type Header = { name: string; kind: string; size: number; flag: string }

/** What a header of its own says of the next entry. */
export type Wish = { name?: string; size?: number }

const kinds: Readonly<Record<string, string>> = {
  '\0': 'file',
  '0': 'file',
  '5': 'folder',
  x: 'names',
  g: 'names',
  L: 'names',
  K: 'names',
  '1': 'a hard link',
  '2': 'a symbolic link',
  '3': 'a device',
  '4': 'a device',
  '6': 'a pipe',
  S: 'a sparse file',
}

const zeros = Buffer.alloc(512)

/** What a header block of 512 bytes says. @throws ArchiveFault when its checksum or a number in it is wrong */
export function headerIn(block: Buffer): Header {
  if (octal(block.subarray(148, 156)) !== checksum(block)) throw damaged()
  const flag = String.fromCharCode(block[156] ?? 0)
  const kind = kinds[flag] ?? `of a kind that is not known (${JSON.stringify(flag)})`
  const isUstar = block.subarray(257, 263).toString('latin1') === 'ustar\0'
  const prefix = isUstar ? textIn(block.subarray(345, 500)) : ''
  const name = textIn(block.subarray(0, 100))
  const size = number(block.subarray(124, 136))
  return { name: prefix ? `${prefix}/${name}` : name, kind, size, flag }
}

/** Whether a block holds nothing but zeros. */
export function isEmpty(block: Buffer): boolean {
  return block.equals(zeros)
}

/** Whether bytes begin as a tar archive does, in any of the formats of the last 35 years. */
export function beginsAsTar(bytes: Buffer): boolean {
  return bytes.length >= 512 && bytes.subarray(257, 262).toString('latin1') === 'ustar'
}

/** What the body of a header of its own says of the next entry: GNU's long name, or pax records. */
export function namesIn({ flag }: Header, body: Buffer): Wish {
  if (flag === 'L') return { name: text(body).replace(/\0+$/, '') }
  return flag === 'x' ? recordsIn(body) : {} // a global header and the target of a link say nothing that is used
}

/** Pax records: the length of each in bytes, a space, a key, `=`, a value and a line feed. */
function recordsIn(body: Buffer): Wish {
  const wish: Wish = {}
  for (let start = 0; start < body.length; ) {
    const space = body.indexOf(0x20, start)
    const length = Number(body.subarray(start, space).toString('latin1'))
    if (space < 0 || !Number.isInteger(length) || length <= space - start || start + length > body.length)
      throw damaged()
    const record = text(body.subarray(space + 1, start + length - 1))
    const [key, value] = [record.slice(0, record.indexOf('=')), record.slice(record.indexOf('=') + 1)]
    if (key === 'path') wish.name = value
    if (key === 'size') wish.size = safeSize(/^\d+$/.test(value) ? Number(value) : Number.NaN)
    start += length
  }
  return wish
}

function textIn(field: Buffer): string {
  const end = field.indexOf(0)
  return text(end < 0 ? field : field.subarray(0, end))
}

function text(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new ArchiveFault(`it has a name that is not written in UTF-8 (${JSON.stringify(bytes.toString('latin1'))})`)
  }
}

/** A size in octal digits, or, when it is too large for them, as a binary number with the first bit set. */
function number(field: Buffer): number {
  const [first = 0, ...others] = field
  if (first < 0x80) return safeSize(octal(field))
  return safeSize(others.reduce((sum, byte) => sum * 256 + byte, first & 0x7f))
}

function octal(field: Buffer): number {
  const digits = field
    .toString('latin1')
    .replace(/[\0 ]+$/, '')
    .trimStart()
  if (!/^[0-7]*$/.test(digits)) throw damaged()
  return Number.parseInt(digits || '0', 8)
}

function safeSize(size: number): number {
  if (!Number.isSafeInteger(size)) throw damaged()
  return size
}

function checksum(block: Buffer): number {
  let sum = 8 * 0x20 // the checksum's own bytes count as spaces
  for (let at = 0; at < 512; at += 1) if (at < 148 || at >= 156) sum += block[at] ?? 0
  return sum
}

function damaged(): ArchiveFault {
  return new ArchiveFault('it is damaged (a header of the archive cannot be read); get the file anew')
}
