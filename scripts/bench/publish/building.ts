import { cp, mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem } from '../../terminal/problem.ts'
import type { Bench } from '../field.ts'
import { type Figure, figureOf, once, type Subject } from '../figure.ts'
import { startLake } from '../lake/lake-process.ts'
import type { Room } from './newsroom/room.ts'
import { ran } from './press/command.ts'
import { partsOf, type Told, toldIn } from './press/told.ts'

const compile: Subject = { id: 'compile', what: 'compiling the site’s pages, once', unit: 's' }
const build: Subject = { id: 'build', what: 'full build by the press', unit: 's' }
const rate: Subject = { id: 'build-rate', what: 'the same', unit: 'pages/s', aim: { atLeast: 1500 } }
const memory: Subject = { id: 'build-memory', what: 'memory of it at its most', unit: 'MB', aim: { atMost: 1024 } }
const astro: Subject = { id: 'astro', what: 'full build by plain astro build', unit: 's' }
const astroRate: Subject = { id: 'astro-rate', what: 'the same', unit: 'pages/s' }
const astroMemory: Subject = { id: 'astro-memory', what: 'memory of it at its most', unit: 'MB' }

export const buildingSubjects: readonly Subject[] = [compile, build, rate, memory, astro, astroRate, astroMemory]

/** Up to so many articles, plain `astro build` is always measured; beyond, it takes a quarter of an hour. */
const astroAlways = 10_000

/**
 * Compiles the site's app in a newsroom of its own with nothing in it, and puts it into the room, so that the build that is measured
 * afterwards does not wait for it.
 */
export async function compiling(room: Room, bench: Bench): Promise<Figure[]> {
  const { program, environment, folder, report, signal } = bench
  const [home, out] = [join(folder, 'empty'), join(folder, 'empty-site')]
  const start = { program, environment, home, signal }
  await mkdir(home, { recursive: true })
  await using _lake = await startLake(start)
  report('Compiling the site’s pages')
  const words = ['publish', '--json', '--home', home, '--out']
  const first = await ran([...words, out], start)
  const second = await ran([...words, `${out}-2`], start)
  await mkdir(join(room.home, 'app'), { recursive: true })
  for (const app of await readdir(join(home, 'app'))) {
    // The packages are linked beside it, by the press itself.
    if (app !== 'node_modules') await cp(join(home, 'app', app), join(room.home, 'app', app), { recursive: true })
  }
  await Promise.all([home, out, `${out}-2`].map((each) => rm(each, { recursive: true, force: true })))
  return [figureOf(compile, once((first.ms - second.ms) / 1000))]
}

/** Builds the whole site into an empty folder by the press, from an edition that is made anew too. The room's lake runs. */
export async function building({ home, out }: Room, bench: Bench): Promise<Figure[]> {
  bench.report('Building the whole site by the press')
  const { ms, output, peak } = await ran(['publish', '--json', '--home', home, '--out', out], bench)
  const told = lastTold(output)
  const press = partsOf([told])
  return [
    figureOf(build, { ...once(ms / 1000), press }),
    figureOf(rate, once(told.rendered / (ms / 1000))),
    ...(peak === undefined ? [] : [figureOf(memory, once(peak))]),
  ]
}

/** Builds the whole site by plain `astro build`, as `npm run build` does. The room's lake runs. */
export async function buildingByAstro({ paper, home, out }: Room, bench: Bench): Promise<Figure[]> {
  if (paper.articles > astroAlways && !bench.astro) return []
  bench.report('Building the whole site by plain astro build')
  const folder = `${out}-by-astro`
  const { ms, peak } = await ran(['build', '--home', home, '--out', folder], bench)
  const files = (await readdir(folder, { recursive: true })).filter((file) => /\.(html|xml|json|txt)$/.test(file))
  await rm(folder, { recursive: true, force: true })
  return [
    figureOf(astro, once(ms / 1000)),
    figureOf(astroRate, once(files.length / (ms / 1000))),
    ...(peak === undefined ? [] : [figureOf(astroMemory, once(peak))]),
  ]
}

/** What the press said last. Throws a Problem when it said nothing. */
export function lastTold(output: string): Told {
  const told = output.trim().split('\n').map(toldIn).at(-1)
  if (told === undefined) throw new Problem(`The press did not say what it did, but "${output.slice(-300)}"`)
  return told
}
