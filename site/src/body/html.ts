const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text made safe to stand in HTML, between tags and in quoted attributes alike. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
}

/** Attributes as they stand in a tag, a space before each; those that are `undefined` are left out. */
export function attributes(values: Record<string, string | number | undefined>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('')
}

/** An element, or nothing when there is nothing in it. */
export function element(
  name: string,
  content: string,
  values: Record<string, string | number | undefined> = {},
): string {
  return content === '' ? '' : `<${name}${attributes(values)}>${content}</${name}>`
}

/** Text of several lines as paragraphs: a blank line parts them, a single line break is `<br>`. */
export function paragraphs(text: string): string {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => element('p', escaped(paragraph.trim()).replaceAll('\n', '<br>')))
    .join('')
}
