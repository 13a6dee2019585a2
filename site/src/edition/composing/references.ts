/** Every id that a document names anywhere in it: references, images, links in running text. */
export function idsNamedIn(document: object): Set<string> {
  const ids = new Set<string>()
  const look = (value: unknown): void => {
    if (Array.isArray(value)) for (const member of value) look(member)
    else if (typeof value === 'object' && value !== null) {
      for (const [name, member] of Object.entries(value)) {
        if (name === '_ref' && typeof member === 'string') ids.add(member)
        else look(member)
      }
    }
  }
  look(document)
  return ids
}
