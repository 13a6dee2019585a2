import { mkdir } from 'node:fs/promises'
import type { Bench, Field } from '../field.ts'
import type { Figure } from '../figure.ts'
import { startLake } from '../lake/lake-process.ts'
import { thisMachine } from '../machine.ts'
import type { Measurement } from '../measurement.ts'
import { building, buildingByAstro, buildingSubjects, compiling } from './building.ts'
import { coldly, coldSubjects } from './cold.ts'
import { addressesOf } from './newsroom/addresses-of.ts'
import { furnishedRoom, type Room } from './newsroom/room.ts'
import { orFailed } from './orderly.ts'
import { previewing, previewSubjects } from './previewing.ts'
import { warmly, warmSubjects } from './warm.ts'

/** From the lake to the site's files: what the press does. */
export const publishField: Field = {
  figureIds: () => [...buildingSubjects, ...warmSubjects, ...coldSubjects, ...previewSubjects].map(({ id }) => id),
  measure: benchPress,
  // An article and half a notice: 28 kB of the lake, twice where it is kept, 34 of the edition, 60 of the site, as much again by Astro.
  diskNeed: (articles) => 50_000_000 + articles * 180_000,
  goesOn: true,
}

/** Measures a press over an archive of so many articles and half as many notices, in processes of its own and from outside. */
async function benchPress(articles: number, bench: Bench): Promise<Measurement> {
  await mkdir(bench.folder, { recursive: true })
  const room = await furnishedRoom(articles, bench)
  const { figures, remarks } = await withLake(room, bench)
  const wished = previewSubjects.filter(({ id }) => bench.wanted(id))
  if (wished.length > 0) figures.push(...(await orFailed(wished, bench.signal, () => previewing(room, bench))))
  const { documents, bytes } = room
  return { articles, documents, bytes, load: thisMachine().load, figures, remarks }
}

/** All that is measured beside a lake that runs by itself. */
async function withLake(room: Room, bench: Bench): Promise<{ figures: Figure[]; remarks: string[] }> {
  const { program, environment, signal } = bench
  await using lake = await startLake({ program, environment, home: room.home, signal })
  const figures = await measured(room, lake, bench)
  return { figures, remarks: lake.remarks() }
}

async function measured(room: Room, lake: { url: string; token: string }, bench: Bench): Promise<Figure[]> {
  const { wanted, signal } = bench
  const { paper } = room
  const desk = { client: bench.client(lake), paper, addressOf: addressesOf(paper.neighbors()), now: bench.now }
  const figures = await compiling(room, bench)
  const others = publishField.figureIds().filter((id) => id !== 'compile')
  if (!others.some(wanted)) return figures
  figures.push(...(await building(room, bench)))
  if (buildingSubjects.some(({ id }) => id.startsWith('astro') && wanted(id)))
    figures.push(...(await orFailed(buildingSubjects.slice(-3), signal, () => buildingByAstro(room, bench))))
  figures.push(...(await warmly(room, desk, bench)), ...(await coldly(room, desk, bench)))
  return figures.filter(({ id }) => wanted(id))
}
