import type { Tables } from './tables.ts'

/** For whom an edition is: for every reader, or for those alone who look at what is still being written. */
export type View = 'public' | 'preview'

/** Where the images of an edition lie: among the site's own files, or at Sanity's image service. */
export type ImagesAt = 'own' | 'cdn'

/** What an edition was made by and for. It fits when all of it is equal. */
export type Imprint = { maker: string; siteUrl: string; view: View; images: ImagesAt }

/** What an edition says of itself. @throws Error when it has no imprint */
export function imprintOf(tables: Tables): Imprint {
  const read = (name: string) => tables.text('select value from meta where name = ?', name) ?? ''
  return {
    maker: read('maker'),
    siteUrl: read('siteUrl'),
    view: read('view') === 'preview' ? 'preview' : 'public',
    images: read('images') === 'cdn' ? 'cdn' : 'own',
  }
}

/** Writes what the edition is made by and for. */
export function putImprint(tables: Tables, imprint: Imprint): void {
  for (const [name, value] of Object.entries(imprint)) {
    tables.run('insert or replace into meta(name, value) values (?, ?)', name, value)
  }
}

/** Whether both are made by the same code and for the same purpose. */
export function isSameImprint(one: Imprint, other: Imprint): boolean {
  return (
    one.maker === other.maker && one.siteUrl === other.siteUrl && one.view === other.view && one.images === other.images
  )
}
