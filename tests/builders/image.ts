import { aReference, stored } from './stored.ts'

/** The id of an image of 1600 × 900 pixels; `seed` is any hexadecimal digit. */
export function anImageId(seed = 'a'): string {
  return `image-${seed.repeat(40)}-1600x900-jpg`
}

/** An image's document, as the lake stores it. */
export function anImageAsset(overrides: Record<string, unknown> = {}) {
  const id = typeof overrides._id === 'string' ? overrides._id : anImageId()
  const [, hash = '', size = '', extension = ''] = id.split('-')
  const [width = 0, height = 0] = size.split('x').map(Number)
  return {
    ...stored(id),
    _type: 'sanity.imageAsset',
    assetId: hash,
    sha1hash: hash,
    path: `images/notits/production/${hash}-${size}.${extension}`,
    url: `http://127.0.0.1:3333/images/notits/production/${hash}-${size}.${extension}`,
    extension,
    mimeType: `image/${extension === 'jpg' ? 'jpeg' : extension}`,
    originalFilename: `havn.${extension}`,
    size: 123_456,
    metadata: {
      _type: 'sanity.imageMetadata',
      dimensions: { _type: 'sanity.imageDimensions', width, height, aspectRatio: width / height },
      hasAlpha: false,
      isOpaque: true,
    },
    ...overrides,
  }
}

/** An image in use, with its words. */
export function aPicture(overrides: Record<string, unknown> = {}) {
  return {
    _type: 'image',
    asset: aReference(anImageId()),
    alt: 'Containere på kajen i morgenlys',
    caption: 'Havnen i Esbjerg torsdag morgen.',
    credit: 'Sara Lund',
    ...overrides,
  }
}
