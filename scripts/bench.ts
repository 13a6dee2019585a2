import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import { benchPlace, readableSize, refuseSmallDisk } from './bench/bench-place.ts'
import type { Bench, Field } from './bench/field.ts'
import { growthIn } from './bench/growth.ts'
import { type Machine, machineLine, thisMachine } from './bench/machine.ts'
import type { Measurement } from './bench/measurement.ts'
import { growthTable, tableOf } from './bench/table.ts'
import { readableDuration } from './terminal/duration.ts'
import { interruption } from './terminal/interruption.ts'
import { Problem } from './terminal/problem.ts'
import { type Progress, progressOn } from './terminal/progress.ts'

type Options = {
  articles?: number
  turns: number
  json?: boolean
  rows?: string[]
  home?: string
  importBy: 'http' | 'command'
  pictures: number
  astro?: boolean
}

/** What can be measured, loaded when it is asked for. */
const fields = {
  lake: async () => (await import('./bench/lake/bench.ts')).lakeField,
  publish: async () => (await import('./bench/publish/bench.ts')).publishField,
} satisfies Record<string, () => Promise<Field>>

const program = resolve(import.meta.dirname, 'notits.ts')

/** Sizes of archive: a new paper, a small one, and one with a past. */
const sizes = [1000, 10_000, 100_000]

/** Any number gives an archive; this one gives the archive that figures are told of. */
const seed = 20_260_303

/** `notits bench`: measures what runs, from outside, and prints figures. */
export function benchCommand(): Command {
  return new Command('bench')
    .description('Measures the newsroom on invented archives, beside its own data, and prints figures.')
    .addArgument(new Argument('[subject]', 'what to measure').choices(Object.keys(fields)).default('lake'))
    .option('--articles <number>', 'measure at this size alone, instead of 1000, 10000 and 100000', wholeNumber)
    .option(
      '--rows <ids>',
      'only these figures: ids as --json names them, or their beginnings, with commas between',
      commaList,
    )
    .option('--turns <number>', 'how often to repeat what is measured, at most', wholeNumber, 40)
    .option('--json', 'print the figures as one JSON object')
    .option('--home <dir>', 'a folder that keeps the data afterwards, for a next bench too (else a temporary one)')
    .option('--pictures <number>', 'publish: let the articles share so many pictures, to be encoded', wholeNumber, 0)
    .option('--astro', 'publish: run plain astro build at 100000 articles too')
    .addOption(
      new Option('--import-by <road>', 'how the archive comes into the lake')
        .choices(['http', 'command'])
        .default('http'),
    )
    .action(run)
}

async function run(subject: keyof typeof fields, options: Options): Promise<void> {
  using progress = progressOn(process.stderr)
  using interrupted = interruption()
  const { signal } = interrupted
  const machine = thisMachine()
  const field: Field = await fields[subject]()
  const wanted = wantedAmong(field.figureIds(), options.rows)
  await using place = await benchPlace(options.home, subject, field.goesOn)
  if (!options.json) console.log(`${machineLine(machine)}\n`)
  const common = {
    ...(await settingsOf(options)),
    program,
    seed,
    wanted,
    keep: place.kept,
    signal,
    report: progress.report,
  }
  const measurements: Measurement[] = []
  for (const articles of options.articles === undefined ? sizes : [options.articles]) {
    const folder = join(place.folder, `${articles}`)
    const measurement = await measuredBy(field, articles, { ...common, folder }, progress)
    measurements.push(measurement)
    progress.rest()
    if (!options.json) console.log(`${tableOf(measurement)}\n`)
    for (const remark of measurement.remarks) progress.say(`It said meanwhile: ${remark}`)
    if (!place.kept) await rm(folder, { recursive: true, force: true })
  }
  tell({ subject, machine, measurements }, options, progress)
}

async function measuredBy(field: Field, articles: number, bench: Bench, { say }: Progress): Promise<Measurement> {
  const need = field.diskNeed(articles)
  await refuseSmallDisk(join(bench.folder, '..'), need)
  if (need > 1e9) say(`A bench of ${articles} articles takes up to ${readableSize(need)} of disk in ${bench.folder}`)
  return field.measure(articles, bench)
}

async function settingsOf({ turns, importBy, pictures, astro = false }: Options) {
  const { lakeClient } = await import('./publish/lake-client.ts')
  const now = () => new Date().toISOString()
  const client: Bench['client'] = (lake) => lakeClient({ kind: 'embedded', ...lake })
  return { turns, importBy, pictures, astro, now, client, environment: ownEnvironment() }
}

/** What is measured must never meet the newsroom's own data; an empty setting goes before one in `.env`, and counts as none. */
function ownEnvironment(): Record<string, string | undefined> {
  const settings = Object.keys(process.env).filter((name) => /^(NOTITS_|SANITY_|IMAGES$)/.test(name))
  return { ...process.env, ...Object.fromEntries(settings.map((name) => [name, ''])) }
}

type Results = { subject: string; machine: Machine; measurements: Measurement[] }

function tell({ subject, machine, measurements }: Results, { json }: Options, { say }: Progress): void {
  const growth = growthIn(measurements)
  if (json) process.stdout.write(`${JSON.stringify({ subject, machine, seed, measurements, growth })}\n`)
  else if (measurements.length > 1) console.log(`Medians by number of articles\n${growthTable(measurements, growth)}\n`)
  const failures = measurements.flatMap(({ figures }) => figures.flatMap((f) => ('failed' in f ? [f] : [])))
  for (const { what, failed } of failures) say(`Could not measure "${what}": ${failed}`)
  if (failures.length > 0) throw new Problem('Some figures could not be measured, for the reasons above')
  say(
    `Measured ${measurements.flatMap(({ figures }) => figures).length} figures (${readableDuration(performance.now())})`,
  )
}

function wantedAmong(ids: readonly string[], rows: readonly string[] | undefined): (id: string) => boolean {
  const unknown = rows?.find((row) => !ids.some((id) => id.startsWith(row)))
  if (unknown !== undefined) throw new Problem(`There is no figure "${unknown}"; there are ${ids.join(', ')}`)
  return (id) => rows === undefined || rows.some((row) => id.startsWith(row))
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1 to 9999999.')
  return Number(text)
}

const commaList = (text: string): string[] => text.split(',').filter((word) => word !== '')
