const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** What XML 1.0 forbids (https://www.w3.org/TR/xml/#charsets): one such character makes strict readers refuse a whole feed. */
const forbidden = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

/** The text without the characters that XML 1.0 forbids. */
export function xmlCharacters(text: string): string {
  return text.replace(forbidden, '')
}

/** The text as XML holds it, in an element or an attribute. */
export function xmlText(text: string): string {
  return xmlCharacters(text).replace(/[&<>"']/g, (character) => entities[character] ?? character)
}

/** An element with attributes, those that are `undefined` left out, around `content`, which is XML already. */
export function xmlElement(
  name: string,
  attributes: Record<string, string | number | undefined>,
  content?: string,
): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([attribute, value]) => ` ${attribute}="${xmlText(String(value))}"`)
    .join('')
  return content === undefined ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`
}
