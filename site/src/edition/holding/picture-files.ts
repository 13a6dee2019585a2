import type { PictureFile } from '../../pictures.ts'
import type { Tables } from './tables.ts'

/** Replaces the image files that a document shows; gives those new to it or made otherwise, and the addresses it shows no more. */
export function putPictures(
  tables: Tables,
  id: string,
  files: PictureFile[],
): { added: PictureFile[]; dropped: string[] } {
  const rows = tables.rows('select address, file from picture where id = ?', id)
  const before = new Map(rows.map(({ address = '', file }) => [address, file]))
  const after = new Map(files.map((file) => [file.address, file]))
  const dropped = [...before.keys()].filter((address) => !after.has(address))
  const added = [...after.values()].filter((file) => before.get(file.address) !== JSON.stringify(file))
  for (const address of dropped) tables.run('delete from picture where address = ? and id = ?', address, id)
  for (const file of added) {
    const row = [file.address, id, JSON.stringify(file)]
    tables.run('insert or replace into picture(address, id, file) values (?, ?, ?)', ...row)
  }
  return { added, dropped }
}

/** Whether any page shows the image file. */
export function isPictured(tables: Tables, address: string): boolean {
  return tables.text('select id from picture where address = ? limit 1', address) !== undefined
}

/** How the image file at an address is made; `undefined` when no page shows it. */
export function pictureAt(tables: Tables, address: string): PictureFile | undefined {
  const file = tables.text('select file from picture where address = ? order by id limit 1', address)
  return file === undefined ? undefined : JSON.parse(file)
}

/** The ids of the documents whose pages show the image file, in order. */
export function shownBy(tables: Tables, address: string): string[] {
  return tables.texts('select id from picture where address = ? order by id', address)
}

/** Every image file that pages show. */
export function everyPicture(tables: Tables): PictureFile[] {
  return tables.texts('select min(file) from picture group by address').map((file) => JSON.parse(file))
}
