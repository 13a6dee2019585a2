/**
 * The `Content-Disposition` of a download (RFC 6266): the name in UTF-8 for all browsers of this century, and one in plain
 * letters for whatever else may ask.
 */
export function savedAs(given: string): string {
  const name = given.toWellFormed().replace(/[/\\]|\p{Cc}/gu, '_')
  const plain = name
    .replace(/[æøåÆØÅ]/g, (letter) => danish[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[^\x20-\x7e]|["%]/g, '_')
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded(name)}`
}

const danish: Record<string, string> = { æ: 'ae', ø: 'oe', å: 'aa', Æ: 'Ae', Ø: 'Oe', Å: 'Aa' }

/** RFC 5987 lets fewer signs stand than `encodeURIComponent` does. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}
