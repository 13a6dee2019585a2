/** Headers that a `_headers` file gives to every address that its pattern matches. */
export type HeaderRule = { pattern: RegExp; headers: [name: string, value: string][] }

/**
 * Reads a `_headers` file as Netlify and Cloudflare Pages do (https://docs.netlify.com/manage/routing/headers/): a line that begins with a
 * slash is a pattern, where `*` stands for anything and `:name` for one part; the indented lines below it are its headers.
 */
export function readHeaderRules(text: string): HeaderRule[] {
  const rules: HeaderRule[] = []
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '' || line.trim().startsWith('#')) continue
    if (line.startsWith('/')) rules.push({ pattern: patternOf(line.trim()), headers: [] })
    const colon = line.indexOf(':')
    if (/^\s/.test(line) && colon > 0)
      rules.at(-1)?.headers.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()])
  }
  return rules
}

/** The headers that the rules give to the answer for this path. */
export function headersFor(path: string, rules: readonly HeaderRule[]): Headers {
  const headers = new Headers()
  for (const rule of rules) {
    if (rule.pattern.test(path)) for (const [name, value] of rule.headers) headers.set(name, value)
  }
  return headers
}

function patternOf(path: string): RegExp {
  const parts = path.split(/(\*|:[A-Za-z]\w*)/).map((part) => {
    if (part === '*') return '.*'
    return part.startsWith(':') ? '[^/]+' : part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')
  })
  return new RegExp(`^${parts.join('')}$`)
}
