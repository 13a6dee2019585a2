import { Command } from 'commander'
import type { Imported } from './archive/import/conduct.ts'
import type { Prepared } from './archive/import/prepare.ts'
import { machineClock } from './terminal/clock.ts'
import { counted, readableDuration } from './terminal/duration.ts'
import { interruption } from './terminal/interruption.ts'
import { lakeAtHand, type StartLake } from './terminal/lake-at-hand.ts'
import { Problem } from './terminal/problem.ts'
import { type Progress, progressOn } from './terminal/progress.ts'
import { readSettings } from './terminal/settings.ts'

type Options = {
  home?: string
  replace?: boolean
  missing?: boolean
  allowRemote?: boolean
  acceptMissing?: boolean
  dryRun?: boolean
}

/** `notits import`: brings documents and assets into the lake. */
export function importCommand(): Command {
  return new Command('import')
    .description(
      'Brings documents and assets into the lake from an export: an archive, its folder, or a file of documents.',
    )
    .argument('<file>', 'a .tar.gz, .tar, .ndjson or .ndjson.gz, or a folder that one was unpacked to')
    .option('--replace', 'put the documents of the file in place of those that the lake has already')
    .option('--missing', 'leave the documents that the lake has already as they are')
    .option('--allow-remote', 'fetch assets that lie on other servers of the internet')
    .option('--accept-missing', 'import documents without assets that are not in the file')
    .option('--home <dir>', 'the folder that holds the newsroom’s data (else NOTITS_HOME)')
    .option('--dry-run', 'only print which documents would be created, replaced or left')
    .action(run)
}

async function run(file: string, options: Options): Promise<void> {
  const settings = readSettings(process.env, options.home)
  const mode = modeOf(options)
  const clock = machineClock({ now: () => new Date().toISOString(), chance: Math.random })
  using progress = progressOn(process.stderr)
  using interrupted = interruption()
  const [{ lakeClient, lakeName }, { lakeProblem }, { patientClient }, { prepareImport }, { carriedOut }] =
    await Promise.all([
      import('./publish/lake-client.ts'),
      import('./publish/reading/lake-fault.ts'),
      import('./archive/patient-client.ts'),
      import('./archive/import/prepare.ts'),
      import('./archive/import/conduct.ts'),
    ])
  await using lake = await lakeAtHand(settings, startEmbedded, progress.say)
  const client = patientClient(lakeClient(lake.address))
  const room = { client, home: settings.home, clock, report: progress.report, signal: interrupted.signal }
  const { allowRemote = false, acceptMissing = false } = options
  try {
    using prepared = await prepareImport({ path: file, mode, allowRemote, acceptMissing }, room)
    for (const remark of prepared.remarks) progress.say(remark)
    if (options.dryRun) tellPlan(prepared, progress)
    else tell(await carriedOut(prepared, room, mode), { file, mode, left: prepared.plan.left.length }, progress)
  } catch (fault) {
    throw lakeProblem(`import ${file} into ${lakeName(lake.address)}`, fault)
  }
}

function modeOf({ replace, missing }: Options): 'fail' | 'missing' | 'replace' {
  if (replace && missing)
    throw new Problem('Cannot both replace documents and leave them: choose --replace or --missing')
  if (replace) return 'replace'
  return missing ? 'missing' : 'fail'
}

/** Loads the lake only when none runs. */
const startEmbedded: StartLake = async (options) => (await import('./lake.ts')).startLake(options)

function tellPlan({ plan: { created, replaced, left }, files }: Prepared, { say }: Progress): void {
  const lines = [
    ...created.map(({ id }) => `create ${id}`),
    ...replaced.map(({ id }) => `replace ${id}`),
    ...left.map(({ id }) => `leave ${id}`),
  ]
  for (const line of lines) process.stdout.write(`${line}\n`)
  const documents = `${counted(created.length, 'document')} would be created, ${replaced.length} replaced, ${left.length} left as they are`
  say(
    `Nothing was changed: ${documents}, and ${counted(files.length, 'asset')} uploaded unless they are there (${took()})`,
  )
}

type Told = { file: string; mode: 'fail' | 'missing' | 'replace'; left: number }

function tell(imported: Imported, { file, mode, left }: Told, { say }: Progress): void {
  const { documents, wanted, assets, inLake, fault } = imported
  if (fault !== undefined || documents < wanted) throw incomplete(imported, file, mode)
  const leaving = left > 0 ? `, left ${left} as they were` : ''
  const now = `the lake now holds ${counted(inLake, 'document')}`
  say(
    `Imported ${counted(documents, 'document')} and ${counted(assets, 'asset')} from ${file}${leaving}; ${now} (${took()})`,
  )
}

function incomplete({ documents, wanted, fault }: Imported, file: string, mode: Told['mode']): Problem {
  const again = mode === 'replace' ? 'run the command again' : 'run the command again with --missing to go on'
  const cause = fault instanceof Error ? (fault.message.split('\n')[0] ?? '') : 'they are not there'
  const why = fault instanceof Problem ? 'interrupted' : cause
  const there = `${documents} of ${wanted} documents are in the lake, each of them whole; ${again}`
  return new Problem(`Could not import all of ${file} (${why}): ${there}`)
}

const took = (): string => readableDuration(performance.now())
