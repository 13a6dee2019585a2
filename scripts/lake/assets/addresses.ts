const asset = String.raw`(?:images|files)/[a-z0-9-]+/[a-z0-9_-]+/[0-9a-f]{40}(?:-\d+x\d+)?\.[a-z0-9]+`
const inside = new RegExp(String.raw`"lake:/(${asset}(?:\?[^"\\]*)?)"`, 'g')

/**
 * The `url` that an asset's document is stored with. It names no host and no port, since those belong to the server
 * that happens to run: the same home may be served at another port tomorrow.
 */
export function storedUrl(path: string): string {
  return `lake:/${path}`
}

/** JSON on its way out: every stored asset url becomes an address at this origin (`http://localhost:3333`). */
export function withAddresses(json: string, origin: string): string {
  return json.includes('"lake:/') ? json.replace(inside, `"${origin}/$1"`) : json
}

/** The opposite of `withAddresses`, for documents that come back: asset urls at any of our own origins. */
export function withoutAddresses(json: string, origins: Iterable<string>): string {
  return [...origins].reduce(
    (text, origin) => (text.includes(origin) ? text.replace(outside(origin), '"lake:/$1"') : text),
    json,
  )
}

function outside(origin: string): RegExp {
  return new RegExp(`"${RegExp.escape(origin)}/(${asset})"`, 'g')
}
