/** Where the preview keeps what is its own; no page of the site can have an address that begins so. */
export const ownFolder = '/_forhaandsvisning/'

const head = `<link rel="stylesheet" href="${ownFolder}stil.css"><script type="module" src="${ownFolder}skift.js"></script>`

/** How documents that readers do not see as they are shown stand with them, by id. */
export type Standings = Readonly<Record<string, string>>

/**
 * A page of the site as the preview shows it: with a script and a style of its own, and a note wherever it shows what readers do not
 * see. `own` is the document whose page it is.
 */
export function dressed(html: string, standings: Standings, own: string | undefined): string {
  const standing = own === undefined ? undefined : standings[own]
  return (
    html
      .replace('<html ', standing === undefined ? '<html ' : `<html data-tilstand="${escapedAttribute(standing)}" `)
      // At the beginning of the head: later on, an attribute may hold anything that looks like a tag.
      .replace('<head>', `<head>${head}`)
      .replace(/ data-felt="([\w.-]+)#"/g, (mark, id: string) => {
        const note = id === own ? undefined : standings[id]
        return note === undefined ? mark : `${mark} data-tilstand="${escapedAttribute(note)}"`
      })
  )
}

const escapedAttribute = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
