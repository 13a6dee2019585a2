/** Documents that have a page of their own, at an address made from their slug. */
export type AddressedType = 'article' | 'jobAnnouncement' | 'author' | 'company' | 'section' | 'topic' | 'page'

const deviceNames = ['con', 'prn', 'aux', 'nul', ...[1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((n) => [`com${n}`, `lpt${n}`])]

/** Whether a name means a device to Windows, where a folder called so cannot be made. */
export function isDeviceName(name: string): boolean {
  return deviceNames.includes(name)
}

const firstLevel = [
  'artikel',
  'navnenyt',
  'virksomhed',
  'emne',
  'skribent',
  'rss',
  'rss-kort',
  'feed',
  'soeg',
  'type',
  'billeder',
  'astro',
  'assets',
  'fonts',
  'index',
  'sitemap',
  'robots',
  'favicon',
  'build',
  'studio',
  'preview',
  '404',
  '410',
]

/** Slugs that a document of each type must not take, since the site uses the address itself. Years are refused besides. */
export const reservedWords: Readonly<Record<AddressedType, ReadonlySet<string>>> = {
  section: new Set([...firstLevel, ...deviceNames]),
  page: new Set([...firstLevel, ...deviceNames]),
  jobAnnouncement: new Set(['type', 'rss', 'rss-kort', 'feed', 'index', ...deviceNames]),
  article: new Set(['index', ...deviceNames]),
  author: new Set(['index', ...deviceNames]),
  company: new Set(['index', ...deviceNames]),
  topic: new Set(['index', ...deviceNames]),
}

const typesBesideYears: ReadonlySet<AddressedType> = new Set(['section', 'page', 'jobAnnouncement'])

const longest = 128

/**
 * Why a slug cannot be the address of a document of this type, as the end of a Danish sentence; `undefined` when it can.
 * A slug is words of a–z and 0–9 joined by single hyphens, 128 characters at most, and no reserved word.
 */
export function slugFault(type: AddressedType, slug: string): string | undefined {
  if (slug === '') return 'mangler; tryk »Generér«, eller skriv en kort adresse'
  if (slug.length > longest) return `er på ${slug.length} tegn; forkort den til højst ${longest}`
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug)) {
    return 'må kun bestå af små bogstaver a–z, tal og enkelte bindestreger; tryk »Generér« for at få et forslag'
  }
  if (reservedWords[type].has(slug)) return `kan ikke være »${slug}«, som siden selv bruger; vælg et andet ord`
  if (typesBesideYears.has(type) && /^\d{4}$/.test(slug)) {
    return `kan ikke være »${slug}«, for årstal bruges til arkivet; vælg et andet ord`
  }
  return undefined
}
