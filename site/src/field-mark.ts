/**
 * How a place on a page of the preview names the field that it shows: the document's id, and the path as Sanity writes it,
 * `article-1#body[_key=="b3"]`. A path that is empty names the document itself.
 */
export function fieldMark(id: string, path: string): string {
  return `${id}#${path}`
}
