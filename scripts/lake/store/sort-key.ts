/** Longer texts are told apart by their beginnings alone. */
const longestText = 96

/** A value as bytes. `whole`: no other value has the same bytes; otherwise long texts that begin alike share them. */
export interface SortKey {
  bytes: Uint8Array
  whole: boolean
}

/**
 * Bytes that compare as GROQ's `order()` compares the values (numbers, then texts by code unit, booleans, and all the rest alike;
 * groq-js 2.0.1, `totalCompare`). A value that comes before another never has the greater bytes.
 */
export function sortKey(value: unknown): SortKey {
  if (typeof value === 'number') return { bytes: bytesOfNumber(value), whole: true }
  if (typeof value === 'string') return keyOfText(value)
  if (typeof value === 'boolean') return { bytes: Uint8Array.of(4, value ? 1 : 0), whole: true }
  return { bytes: Uint8Array.of(100), whole: false }
}

/** The bytes of a GROQ datetime, in milliseconds: before all else, by time. */
export function sortKeyOfTime(milliseconds: number): SortKey {
  const bytes = bytesOfNumber(milliseconds)
  bytes[0] = 1
  return { bytes, whole: true }
}

/** The bits of a float compare as numbers do once the sign is turned; all bits are turned for negative ones. */
function bytesOfNumber(value: number): Uint8Array {
  const bytes = new Uint8Array(9)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, 2)
  // -0 is 0: GROQ takes them for the same.
  view.setFloat64(1, value === 0 ? 0 : value)
  const bits = view.getBigUint64(1)
  view.setBigUint64(1, value < 0 ? ~bits : bits | 0x8000000000000000n)
  return bytes
}

/** UTF-16, the higher byte first: SQLite's own order of texts is another one for characters beyond U+FFFF. */
function keyOfText(text: string): SortKey {
  const begun = Buffer.from(text.slice(0, longestText), 'utf16le').swap16()
  const bytes = new Uint8Array(begun.length + 1)
  bytes[0] = 3
  bytes.set(begun, 1)
  return { bytes, whole: text.length < longestText }
}
