/** A document as the lake holds it: the fields every document has, and whatever its type adds. */
export interface StoredDocument {
  _id: string
  _type: string
  /** The id of the transaction that wrote it last. */
  _rev: string
  _createdAt: string
  _updatedAt: string
  [field: string]: unknown
}

/** Where a document stands: `published`, `drafts`, or the name of the release a version belongs to. */
export type Layer = string

/** The id shared by a published document, its draft and its versions. */
export function publishedIdOf(id: string): string {
  if (id.startsWith('drafts.')) return id.slice('drafts.'.length)
  if (!id.startsWith('versions.')) return id
  const afterRelease = id.indexOf('.', 'versions.'.length)
  return afterRelease < 0 ? id : id.slice(afterRelease + 1)
}

/** The layer that an id belongs to. */
export function layerOf(id: string): Layer {
  if (id.startsWith('drafts.')) return 'drafts'
  const release = /^versions\.([^.]+)\../.exec(id)?.[1]
  return release ?? 'published'
}

/** The id that a document has in a layer. */
export function idIn(layer: Layer, publishedId: string): string {
  if (layer === 'published') return publishedId
  return layer === 'drafts' ? `drafts.${publishedId}` : `versions.${layer}.${publishedId}`
}

/** Whether readers may see the document: it is neither a draft nor a version. */
export function isPublished(id: string): boolean {
  return layerOf(id) === 'published'
}

/** Whether a JSON value has the fields that every stored document has. */
export function isStoredDocument(value: unknown): value is StoredDocument {
  if (typeof value !== 'object' || value === null) return false
  const own = ['_id', '_type', '_rev', '_createdAt', '_updatedAt']
  return own.every((field) => field in value && typeof Reflect.get(value, field) === 'string')
}
