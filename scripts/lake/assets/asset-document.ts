import { storedUrl } from './addresses.ts'
import { fileNames, imageNames, keptExtension, plainFilename } from './asset-name.ts'
import type { ImageFacts } from './metadata/image-facts.ts'

/** What a sender tells about an upload, beside its bytes. */
export type UploadNotes = {
  filename?: string | undefined
  label?: string | undefined
  title?: string | undefined
  description?: string | undefined
  creditLine?: string | undefined
  source?: { id: string; name: string; url?: string | undefined } | undefined
}

/** Bytes that have been received: their hash, their number, and where they belong. */
export type ReceivedBytes = {
  sha1: string
  size: number
  mimeType: string
  uploadId: string
  projectId: string
  dataset: string
}

/** The document of an uploaded image, and the name its bytes are kept under. */
export function imageDocument(received: ReceivedBytes, facts: ImageFacts, notes: UploadNotes) {
  const { name, id } = imageNames(received.sha1, facts.width, facts.height, facts.extension)
  const dimensions = {
    _type: 'sanity.imageDimensions',
    width: facts.width,
    height: facts.height,
    aspectRatio: facts.width / facts.height,
  }
  const metadata = {
    _type: 'sanity.imageMetadata',
    dimensions,
    hasAlpha: facts.hasAlpha,
    isOpaque: facts.isOpaque,
    ...(facts.lqip && { lqip: facts.lqip }),
    ...(facts.palette && { palette: facts.palette }),
    ...(facts.blurHash && { blurHash: facts.blurHash }),
    ...(facts.image && { image: { _type: 'sanity.imageExifTags', ...facts.image } }),
    ...(facts.exif && { exif: { _type: 'sanity.imageExifMetadata', ...facts.exif } }),
    ...(facts.location && { location: facts.location }),
  }
  const common = commonFields(received, notes, `images/${received.projectId}/${received.dataset}/${name}`)
  const { extension, mimeType } = facts
  return { name, document: { _id: id, _type: 'sanity.imageAsset', ...common, extension, mimeType, metadata } }
}

/** The document of an uploaded file, and the name its bytes are kept under. */
export function fileDocument(received: ReceivedBytes, notes: UploadNotes) {
  const extension = keptExtension(notes.filename)
  const { name, id } = fileNames(received.sha1, extension)
  const common = commonFields(received, notes, `files/${received.projectId}/${received.dataset}/${name}`)
  return { name, document: { _id: id, _type: 'sanity.fileAsset', ...common, extension, mimeType: received.mimeType } }
}

function commonFields(received: ReceivedBytes, notes: UploadNotes, path: string) {
  const { filename, source, ...described } = notes
  const named = { ...described, originalFilename: plainFilename(filename), source }
  const given = Object.entries(named).filter(([, value]) => value)
  return {
    ...Object.fromEntries(given),
    assetId: received.sha1,
    sha1hash: received.sha1,
    size: received.size,
    path,
    url: storedUrl(path),
    uploadId: received.uploadId,
  }
}
