import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import { type Machine, machineLine, thisMachine } from './bench/machine.ts'
import { growthOf, type Measurement, tableOf } from './bench/table.ts'
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
}

const program = resolve(import.meta.dirname, 'notits.ts')

/** Sizes of archive: a new paper, a small one, and one with a past. */
const sizes = [1000, 10_000, 100_000]

/** Any number gives an archive; this one gives the archive that figures are told of. */
const seed = 20_260_303

/** `notits bench`: measures what runs, from outside, and prints figures. */
export function benchCommand(): Command {
  return new Command('bench')
    .description('Measures the newsroom on invented archives, beside its own data, and prints figures.')
    .addArgument(new Argument('[subject]', 'what to measure').choices(['lake']).default('lake'))
    .option('--articles <number>', 'measure at this size alone, instead of 1000, 10000 and 100000', wholeNumber)
    .option(
      '--rows <ids>',
      'only these figures: ids as --json names them, or their beginnings, with commas between',
      commaList,
    )
    .option('--turns <number>', 'how often to repeat what is measured, at most', wholeNumber, 40)
    .option('--json', 'print the figures as one JSON object')
    .option('--home <dir>', 'an empty folder that keeps the data afterwards (else a temporary one)')
    .addOption(
      new Option('--import-by <road>', 'how the archive comes into the lake')
        .choices(['http', 'command'])
        .default('http'),
    )
    .action(run)
}

async function run(_subject: string, options: Options): Promise<void> {
  using progress = progressOn(process.stderr)
  using interrupted = interruption()
  const { signal } = interrupted
  const machine = thisMachine()
  if (!options.json) console.log(`${machineLine(machine)}\n`)
  await using place = await benchPlace(options.home)
  const { benchLake, figureIds } = await import('./bench/lake/bench.ts')
  const wanted = wantedAmong(figureIds(), options.rows)
  const measurements: Measurement[] = []
  for (const articles of options.articles === undefined ? sizes : [options.articles]) {
    const folder = join(place.folder, `${articles}`)
    const common = { program, folder, seed, wanted, turns: options.turns, importBy: options.importBy, signal }
    const measurement = await benchLake(articles, { ...common, report: progress.report })
    measurements.push(measurement)
    progress.rest()
    if (!options.json) console.log(`${tableOf(measurement)}\n`)
    for (const remark of measurement.remarks) progress.say(`The lake said: ${remark}`)
    if (options.home === undefined) await rm(folder, { recursive: true, force: true })
  }
  tell(machine, measurements, options, progress)
}

function tell(machine: Machine, measurements: readonly Measurement[], { json }: Options, { say }: Progress): void {
  if (json) process.stdout.write(`${JSON.stringify({ subject: 'lake', machine, seed, measurements })}\n`)
  else if (measurements.length > 1) console.log(`Medians by number of articles\n${growthOf(measurements)}\n`)
  const failures = measurements.flatMap(({ figures }) => figures.flatMap((f) => ('failed' in f ? [f] : [])))
  for (const { what, failed } of failures) say(`Could not measure "${what}": ${failed}`)
  if (failures.length > 0) throw new Problem('Some figures could not be measured, for the reasons above')
  say(
    `Measured ${measurements.flatMap(({ figures }) => figures).length} figures (${readableDuration(performance.now())})`,
  )
}

/** Where the lakes to be measured keep their data. An own folder must be empty: nobody's newsroom is filled with inventions. */
async function benchPlace(home: string | undefined) {
  const folder = home === undefined ? await mkdtemp(join(tmpdir(), 'notits-bench-')) : resolve(home)
  if (home !== undefined) {
    await mkdir(folder, { recursive: true })
    if ((await readdir(folder)).length > 0)
      throw new Problem(`Cannot measure in ${folder}: it is not empty; name a new folder with --home, or leave it out`)
  }
  const end = async () => {
    if (home === undefined) await rm(folder, { recursive: true, force: true })
  }
  return { folder, [Symbol.asyncDispose]: end }
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
