import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A place for an edition that is thrown away when disposed of. */
export type EditionCopy = Disposable & { file: string }

/** A copy of an edition's file as it stands, or an empty place when none is given. Nobody may be writing to it meanwhile. */
export function copiedEdition(edition: string | undefined): EditionCopy {
  const folder = mkdtempSync(join(tmpdir(), 'notits-edition-'))
  const file = join(folder, 'edition.db')
  for (const ending of edition === undefined ? [] : ['', '-wal']) {
    if (existsSync(edition + ending)) cpSync(edition + ending, file + ending)
  }
  return { file, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) }
}
