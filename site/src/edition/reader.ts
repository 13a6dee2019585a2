import { statSync } from 'node:fs'
import { Tables } from './holding/tables.ts'
import { type Edition, readerOf } from './reading/edition.ts'
import { doubt, remember } from './reading/recollection.ts'
import type { Navigation, Settings } from './stories.ts'

export { type Edition, readerOf }

// Astro sets this to the edition's file for a plain static build; the compiled app is handed its edition instead.
declare const NOTITS_EDITION: string

type Paper = { settings: Settings; navigation: Navigation }

type Opened = {
  file: string
  place: string
  tables: Tables
  state: string | undefined
  paper: Paper
  edition: Edition
}

let opened: Opened | undefined

/**
 * The opened edition.
 * @throws Error when none was handed in and the build names none
 */
export function edition(): Edition {
  if (opened) return opened.edition
  const file = typeof NOTITS_EDITION === 'string' ? NOTITS_EDITION : ''
  if (file === '')
    throw new Error('No edition to read: set NOTITS_EDITION to the edition’s file, or call useEdition(file)')
  return useEdition(file)
}

/**
 * Opens the edition in `file` for all pages from now on, and closes the one before. The same file stays open.
 * @throws Error when there is none
 */
export function useEdition(file: string): Edition {
  const place = placeOnDisk(file)
  if (opened?.file === file && opened.place === place) return refreshedEdition()
  const tables = readableTables(file)
  opened?.tables.close()
  opened = { file, place, tables, ...lasting(tables) }
  return opened.edition
}

/** The opened edition as it is now. A page begins with this, since what stands on every page is remembered from page to page. */
export function refreshedEdition(): Edition {
  const current = edition()
  if (!opened || opened.state === stateOf(opened.tables)) return current
  opened = { ...opened, ...lasting(opened.tables, opened.paper) }
  return opened.edition
}

/**
 * A reader that reads only once what stands on many pages, and a feed once for its three files, which follow on each other; and
 * the state of the file for which that holds. What stands on every page stays the same object while it says the same.
 */
function lasting(tables: Tables, before?: Paper): Pick<Opened, 'edition' | 'paper' | 'state'> {
  const state = stateOf(tables)
  const reader = readerOf(tables)
  const now = { settings: reader.settings(), navigation: reader.navigation() }
  const isSame = JSON.stringify(now) === JSON.stringify(before)
  if (isSame) doubt(tables)
  else remember(tables) // cards show the color of their section's place in the navigation
  const paper = isSame && before ? before : now
  const feed = latest(reader.feed)
  return {
    state,
    paper,
    edition: { ...reader, settings: () => paper.settings, navigation: () => paper.navigation, feed },
  }
}

/** Another when anybody has written to the file (https://www.sqlite.org/pragma.html#pragma_data_version). */
function stateOf(tables: Tables): string | undefined {
  return tables.text('pragma data_version')
}

/** The file itself, whatever its name: an edition made anew takes the place of the one before. */
function placeOnDisk(file: string): string {
  const { dev, ino } = statSync(file, { throwIfNoEntry: false }) ?? { dev: 0, ino: 0 }
  return `${dev} ${ino}`
}

function latest<Value>(make: (name: string) => Value): (name: string) => Value {
  let made: { name: string; value: Value } | undefined
  return (name) => {
    if (made?.name !== name) made = { name, value: make(name) }
    return made.value
  }
}

function readableTables(file: string): Tables {
  try {
    return new Tables(file, { readOnly: true })
  } catch (fault) {
    throw new Error(`Could not open the edition ${file}: is there one, and may it be read?`, { cause: fault })
  }
}
