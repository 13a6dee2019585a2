import { tagNames } from './exif-tags.ts'

type ExifValue = string | number | number[]
/** Values by the names of the Exif specification; tags that have no name there are left out. */
export type ExifValues = Record<string, ExifValue>
export type Geopoint = { _type: 'geopoint'; lat: number; lng: number; alt?: number }
/** What a camera wrote down: of the image (maker, model), of the shot (aperture, time), and where it was. */
export type Exif = { image: ExifValues; exif: ExifValues; location?: Geopoint }

const shotFolder = 0x8769
const placeFolder = 0x8825
/** More than any camera writes; a damaged count ends here. */
const mostValues = 64
const mostTextBytes = 1024

/**
 * Reads the Exif block of an image (https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2023-E), as sharp gives
 * it: `Exif`, two zeros, and a TIFF file. Undefined when there is none that can be read; damaged values are left out.
 */
export function exifIn(block: Uint8Array | undefined): Exif | undefined {
  if (!block) return undefined
  const tiff = block.subarray(Buffer.from(block.subarray(0, 6)).toString('latin1') === 'Exif\0\0' ? 6 : 0)
  const order = Buffer.from(tiff.subarray(0, 2)).toString('latin1')
  if (order !== 'II' && order !== 'MM') return undefined
  const reader = new TiffReader(tiff, order === 'II')
  const image = reader.folder(reader.number(4, 4))
  const shot = reader.folder(asOffset(image.get(shotFolder)))
  const place = reader.folder(asOffset(image.get(placeFolder)))
  const location = geopointIn(place)
  return { image: named(image, 'image'), exif: named(shot, 'exif'), ...(location && { location }) }
}

type Folder = Map<number, ExifValue>

class TiffReader {
  readonly #view: DataView
  readonly #little: boolean

  constructor(bytes: Uint8Array, little: boolean) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#little = little
  }

  /** The unsigned number of 1, 2 or 4 bytes at a place; 0 beyond the end. */
  number(at: number, bytes: 1 | 2 | 4): number {
    if (at < 0 || at + bytes > this.#view.byteLength) return 0
    if (bytes === 1) return this.#view.getUint8(at)
    return bytes === 2 ? this.#view.getUint16(at, this.#little) : this.#view.getUint32(at, this.#little)
  }

  /** The values of a folder (an IFD) by their tags. */
  folder(at: number): Folder {
    const found: Folder = new Map()
    const entries = at > 0 ? Math.min(this.number(at, 2), 512) : 0
    for (let entry = at + 2; entry < at + 2 + entries * 12; entry += 12) {
      const value = this.#value(this.number(entry + 2, 2), this.number(entry + 4, 4), entry + 8)
      if (value !== undefined) found.set(this.number(entry, 2), value)
    }
    return found
  }

  #value(type: number, count: number, field: number): ExifValue | undefined {
    const size = sizes[type]
    if (size === undefined || count === 0) return undefined
    const at = size * count > 4 ? this.number(field, 4) : field
    if (at + size * count > this.#view.byteLength) return undefined
    if (type === 2) return this.#text(at, Math.min(count, mostTextBytes))
    if (count > mostValues) return undefined
    const values = Array.from({ length: count }, (_, index) => this.#one(type, at + index * size))
    const [only] = values
    return values.length === 1 ? only : values
  }

  #text(at: number, length: number): string {
    const bytes = Buffer.from(this.#view.buffer, this.#view.byteOffset + at, length)
    return (bytes.toString('utf8').split('\0')[0] ?? '').trim()
  }

  #one(type: number, at: number): number {
    switch (type) {
      case 1:
      case 7:
        return this.number(at, 1)
      case 3:
        return this.number(at, 2)
      case 5:
        return ratio(this.number(at, 4), this.number(at + 4, 4))
      case 9:
        return this.number(at, 4) | 0
      case 10:
        return ratio(this.number(at, 4) | 0, this.number(at + 4, 4) | 0)
      default:
        return this.number(at, 4)
    }
  }
}

/** Bytes of one value, by the number of its type: byte, text, short, long, ratio, raw, signed long, signed ratio. */
const sizes: Record<number, number> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8 }

function ratio(above: number, below: number): number {
  return below === 0 ? 0 : above / below
}

function asOffset(value: ExifValue | undefined): number {
  return typeof value === 'number' ? value : 0
}

function named(folder: Folder, kind: keyof typeof tagNames): ExifValues {
  const names = tagNames[kind]
  return Object.fromEntries(
    [...folder].flatMap(([tag, value]) => (names[tag] === undefined ? [] : [[names[tag], inIso(names[tag], value)]])),
  )
}

/** Exif writes times as `2026:03:03 08:12:00`, of whatever zone the camera believed in; Sanity shows them as if in UTC. */
function inIso(name: string, value: ExifValue): ExifValue {
  const time = name.startsWith('DateTime') && /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)$/.exec(String(value))
  return time ? `${time[1]}-${time[2]}-${time[3]}T${time[4]}.000Z` : value
}

function geopointIn(place: Folder): Geopoint | undefined {
  const lat = degrees(place.get(2), place.get(1) === 'S')
  const lng = degrees(place.get(4), place.get(3) === 'W')
  if (lat === undefined || lng === undefined || Math.abs(lat) > 90 || Math.abs(lng) > 180) return undefined
  const height = place.get(6)
  if (typeof height !== 'number') return { _type: 'geopoint', lat, lng }
  return { _type: 'geopoint', lat, lng, alt: place.get(5) === 1 ? -height : height }
}

function degrees(value: ExifValue | undefined, negative: boolean): number | undefined {
  if (!Array.isArray(value)) return undefined
  const [whole = 0, minutes = 0, seconds = 0] = value
  const angle = whole + minutes / 60 + seconds / 3600
  return negative ? -angle : angle
}
