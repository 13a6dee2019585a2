/** Images have dimensions in their names and can be transformed; files are served as they came. */
type AssetKind = 'image' | 'file'

const patterns: Record<AssetKind, RegExp> = {
  image: /^[0-9a-f]{40}-[1-9]\d{0,5}x[1-9]\d{0,5}\.[a-z0-9]{1,10}$/,
  file: /^[0-9a-f]{40}\.[a-z0-9]{1,10}$/,
}

/**
 * Whether a text is the name of an asset of this kind: `<sha1>-<width>x<height>.<extension>` or `<sha1>.<extension>`.
 * Nothing else is ever joined to a path on disk, so no name can lead out of the assets' folder.
 */
export function isAssetName(kind: AssetKind, text: string): boolean {
  return patterns[kind].test(text)
}

/** What follows the last dot of an asset's name: `jpg`, `pdf`. */
export function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}

/** The size in an image's name, in pixels. */
export function sizeOf(name: string): { width: number; height: number } {
  const [, width, height] = /-(\d+)x(\d+)\./.exec(name) ?? []
  return { width: Number(width), height: Number(height) }
}

/** The `_id` of the document of an asset by this name. */
export function assetId(kind: AssetKind, name: string): string {
  return `${kind}-${name.replace('.', '-')}`
}

/** The name of an image's file and, by Sanity's rule, the `_id` of its document: the same bytes always get the same two. */
export function imageNames(sha1: string, width: number, height: number, extension: string) {
  const name = `${sha1}-${width}x${height}.${extension}`
  return { name, id: assetId('image', name) }
}

/** The name of a file and the `_id` of its document, by the same rule. */
export function fileNames(sha1: string, extension: string) {
  const name = `${sha1}.${extension}`
  return { name, id: assetId('file', name) }
}

/** The extension a file is kept under: that of the name it came with, else `bin`. */
export function keptExtension(originalFilename: string | undefined): string {
  const extension = /\.([a-z0-9]{1,10})$/i.exec(originalFilename ?? '')?.[1]
  return extension?.toLowerCase() ?? 'bin'
}

const longestFilename = 255

/** The name that a file came with, as a name and nothing more: no folders, no control characters, not longer than disks take. */
export function plainFilename(given: string | undefined): string | undefined {
  const name = (given ?? '')
    .toWellFormed()
    .replace(/^.*[/\\]/su, '')
    .replace(/\p{Cc}/gu, '')
    .trim()
  return name.slice(-longestFilename).toWellFormed() || undefined
}
