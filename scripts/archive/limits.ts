/** How much an archive may be. Far above any newspaper's, and far below what takes a machine down. */
export type Limits = {
  /** Files and folders in one archive. */
  entries: number
  /** Bytes that all of it comes to when unpacked. */
  unpackedBytes: number
  /** Bytes unpacked for each byte packed; text comes to 10, the worst that gzip can do is 1032. */
  ratio: number
  /** Bytes unpacked before the ratio is looked at. */
  harmlessBytes: number
  /** Bytes of a name with its folders. */
  nameBytes: number
  /** Bytes of one document as a line. */
  lineBytes: number
}

const mebibyte = 1024 ** 2

/** What the commands allow. */
export const limits: Limits = {
  entries: 250_000,
  unpackedBytes: 100 * 1024 * mebibyte,
  ratio: 400,
  harmlessBytes: 16 * mebibyte,
  nameBytes: 512,
  lineBytes: 32 * mebibyte, // as much as a lake takes at once
}
