/** One picture of the newsroom: what is shown, in a window of which size (CSS pixels). */
export type View = {
  name: string
  of: 'site' | 'studio'
  address: string
  width: number
  height: number
  /** Words that are there when the page has come. */
  shows: string
}

/** The pictures that the README shows, of the demo content. */
export const views: readonly View[] = [
  { name: 'front', of: 'site', address: '/', width: 1440, height: 1080, shows: 'Navnenyt fra it-Danmark' },
  {
    name: 'article',
    of: 'site',
    address: '/artikel/stroemmen-tager-seks-aar/',
    width: 1440,
    height: 1080,
    shows: 'Navnenyt fra it-Danmark',
  },
  { name: 'navnenyt', of: 'site', address: '/navnenyt/', width: 1440, height: 1080, shows: 'Følg navnenyt' },
  { name: 'phone', of: 'site', address: '/', width: 390, height: 844, shows: 'Flere nyheder' },
  {
    name: 'studio-article',
    of: 'studio',
    address: '/structure/articles;all;article-stroemmen-tager-seks-aar',
    width: 1500,
    height: 1000,
    shows: 'Brødtekst',
  },
  {
    name: 'studio-notice',
    of: 'studio',
    address: '/structure/notices;all;announcement-kongsbaek-fjernvarme-selma-dahlgaard',
    width: 1500,
    height: 1000,
    shows: 'Omtales som',
  },
]
