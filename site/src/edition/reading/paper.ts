import { navnenytAddress } from '#schemas/addresses.ts'
import type { Tables } from '../holding/tables.ts'
import { sectionsList, standingPagesList } from '../lists.ts'
import type { Link, Navigation, Settings } from '../stories.ts'
import { kindAddresses } from './archives.ts'
import { partOf } from './places.ts'
import { linksIn, noticesIn } from './shelves.ts'

/** What stands on every page, before the desk has written its own. */
const blankSettings: Settings = {
  title: 'Notits',
  tagline: '',
  description: 'Nyheder og navnenyt',
  publisher: '',
  editorInChief: '',
  email: '',
}

export function settingsOf(tables: Tables): Settings {
  return partOf<Settings>(tables, 'siteSettings') ?? blankSettings
}

export function navigationOf(tables: Tables): Navigation {
  const link = ({ title, address }: Link) => ({ title, address })
  const sections = linksIn(tables, sectionsList).sort((a, b) => Number(a.at) - Number(b.at) || byTitle(a, b))
  return {
    sections: sections.map(link),
    navnenyt: { title: 'Navnenyt', address: navnenytAddress },
    pages: linksIn(tables, standingPagesList).sort(byTitle).map(link),
  }
}

/** The kinds that have a notice, by title. A kind is called what its newest notice calls it. */
export function kindsOf(tables: Tables): Link[] {
  return kindAddresses(tables)
    .flatMap((address) => noticesIn(tables, address, 1).map(({ kind }) => kind))
    .sort(byTitle)
}

function byTitle(a: Link, b: Link): number {
  return a.title.localeCompare(b.title, 'da') || (a.address < b.address ? -1 : 1)
}
