/** What the machine room may know of the paper: nothing of how pages look, and all that publishing them takes. */
export type { Change } from './src/edition/composing/composition.ts'
export { fileOf } from './src/edition/file-of.ts'
export type { Refusal } from './src/edition/telling/refusal.ts'
export { type Applied, type EditionWriter, openEdition } from './src/edition/writer.ts'
export type { PictureFile } from './src/pictures.ts'
