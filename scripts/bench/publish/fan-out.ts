import { addressOfSlug, frontAddress } from '#schemas/addresses.ts'
import { fileOf } from '#site'
import { scattered } from '../archive/chance.ts'
import { busiestAuthor, isByBusiest } from '../archive/newspaper.ts'
import { idOf, pointerTo } from '../archive/pointers.ts'
import type { Bench } from '../field.ts'
import { type Figure, figureOf, type Subject } from '../figure.ts'
import { spreadOf } from '../statistics.ts'
import { type Desk, type Edit, editsOf } from './newsroom/edit.ts'
import { orFailed } from './orderly.ts'
import { type Lap, lap, type Track } from './press/laps.ts'
import { type Awaited, notYet, whenOnDisk } from './press/site-files.ts'
import { partsOf } from './press/told.ts'

/** A change that many pages show: where it must be seen at once, and where in the end. */
type Wave = { send: () => Promise<unknown>; first: Awaited[]; everywhere: Awaited[] }

/**
 * What is told of a wave: until its first pages stand, until a story that is published in the midst of it does, and until all is out;
 * how often it is sent, and from which number on there are stories for it.
 */
type Row = {
  first: Subject
  story: Subject
  all: Subject
  wave: (turn: number) => Wave
  times: number
  stories: number
}

const author = rowSubjects('author', 'author renamed (1 %)', 'own page, newest')
const section = rowSubjects('section', 'section renamed', 'its front, the front')

/** All that is measured of changes that many pages show. */
export const fanOutSubjects: readonly Subject[] = [...Object.values(author), ...Object.values(section)]

function rowSubjects(id: string, what: string, first: string) {
  return {
    first: { id: `warm-${id}`, what: `warm, ${what}: ${first}`, unit: 'ms' },
    story: { id: `warm-${id}-story`, what: `warm, new article while ${id} is renamed`, unit: 'ms' },
    all: { id: `warm-${id}-all`, what: `warm, ${what}: all pages`, unit: 's' },
  } as const satisfies Record<string, Subject>
}

/** Milliseconds that a wave may take. */
const patience = 3_600_000

/** Measures the renaming of the author with every hundredth article, and of a section, which every page names. */
export async function fanningOut(track: Track & { desk: Desk }, bench: Bench): Promise<Figure[]> {
  const { desk } = track
  const rows: Row[] = [
    { ...author, wave: (turn) => authorWave(desk, turn), times: 3, stories: 30_000 },
    { ...section, wave: (turn) => sectionWave(desk, turn), times: 1, stories: 40_000 },
  ]
  const figures: Figure[] = []
  for (const row of rows) {
    const subjects = [row.first, row.story, row.all]
    if (!subjects.some(({ id }) => bench.wanted(id))) continue
    bench.report(`Measuring ${row.first.id}`)
    const all = await orFailed(subjects, bench.signal, () => measured(row, track, bench))
    figures.push(...all.filter(({ id }) => bench.wanted(id)))
  }
  return figures
}

async function measured(row: Row, track: Track & { desk: Desk }, { turns }: Bench): Promise<Figure[]> {
  const { newArticle } = editsOf(track.desk)
  const crests: Crest[] = []
  for (let turn = 0; turn < Math.min(row.times, turns); turn++) {
    crests.push(await crest(row.wave(turn), newArticle(row.stories + turn), track))
  }
  const figure = (subject: Subject, of: (one: Crest) => number, press?: ReturnType<typeof partsOf>) =>
    figureOf(subject, { ...spreadOf(crests.map(of)), ...(press && { press }) })
  return [
    figure(row.first, ({ first }) => first),
    figure(row.story, ({ story }) => story.pages, partsOf(crests.map(({ story }) => story.told))),
    figure(row.all, ({ all }) => all / 1000),
  ]
}

/** Milliseconds until the first pages of a wave stood and until all was out, and the story in between. */
type Crest = { first: number; story: Lap; all: number }

/** Sends a wave and, as soon as its first pages stand, a story; waits until everything is out. Archives of months wait for the wave. */
async function crest(wave: Wave, story: Edit, track: Track): Promise<Crest> {
  const { out, press, signal } = track
  const told = press.count()
  await wave.send()
  const since = performance.now()
  const first = Math.max(...(await whenOnDisk(out, wave.first, patience, signal))) - since
  const ofStory = await lap({ ...story, archive: [], sitemap: [] }, track)
  const all = (await whenAllIsOut(wave, told, track)) - since
  return { first, story: ofStory, all }
}

/** The moment at which the press had told that nothing is left to do, and all that the wave is about was on disk. */
async function whenAllIsOut({ everywhere }: Wave, told: number, { out, press }: Track): Promise<number> {
  for (let from = told; ; ) {
    const heard = await press.next(from, ({ later }) => later === 0, patience)
    if (notYet(out, everywhere).length === 0) return heard.at
    from = told + press.since(told).indexOf(heard) + 1
  }
}

function authorWave({ client, paper, addressOf }: Desk, turn: number): Wave {
  const name = `Omdøbt Forfatter ${turn}`
  const own = { file: fileOf(addressOf(pointerTo('author', busiestAuthor))), words: name }
  const numbers = Array.from({ length: paper.articles }, (_, number) => number).filter(isByBusiest)
  const articles = numbers.map(paper.article).toSorted((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1))
  const everywhere = articles.map(({ slug }) => ({ file: fileOf(addressOfSlug('article', slug.current)), words: name }))
  return {
    send: () => client.patch(idOf('author', busiestAuthor)).set({ name }).commit(),
    first: [own, ...everywhere.slice(0, 10)],
    everywhere,
  }
}

/** How many pages of all are looked at in the end. */
const sample = 300

function sectionWave({ client, paper, addressOf }: Desk, turn: number): Wave {
  const title = `Omdøbt sektion ${turn}`
  const own = { file: fileOf(addressOf(pointerTo('section', 0))), words: title }
  const pages = Array.from({ length: Math.min(sample, paper.articles) }, (_, number) => {
    const { slug } = paper.article(scattered(number + 1) % paper.articles)
    return { file: fileOf(addressOfSlug('article', slug.current)), words: title }
  })
  return {
    send: () => client.patch(idOf('section', 0)).set({ title }).commit(),
    first: [own, { file: fileOf(frontAddress), words: title }],
    everywhere: pages,
  }
}
