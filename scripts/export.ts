import { basename, dirname, resolve } from 'node:path'
import { Command } from 'commander'
import { dayOf } from '#schemas/dates.ts'
import type { Checked } from './archive/export/checked.ts'
import type { ExportOrder, ExportPlan } from './archive/export/conduct.ts'
import { readableBytes } from './archive/packed-bytes.ts'
import { counted, readableDuration } from './terminal/duration.ts'
import { interruption } from './terminal/interruption.ts'
import { lakeAtHand, type StartLake } from './terminal/lake-at-hand.ts'
import { Problem } from './terminal/problem.ts'
import { type Progress, progressOn } from './terminal/progress.ts'
import { readSettings } from './terminal/settings.ts'

type Options = {
  home?: string
  overwrite?: boolean
  drafts: boolean
  assets: boolean
  types?: string
  acceptMissing?: boolean
  dryRun?: boolean
}

/** `notits export`: saves the lake to one file. */
export function exportCommand(): Command {
  return new Command('export')
    .description(
      'Saves the documents and assets of the lake to one file, which notits import and Sanity’s own tools read.',
    )
    .argument('[file]', 'the .tar.gz to be made (else the dataset and the day, here)')
    .option('--overwrite', 'replace the file when it is there already')
    .option('--no-drafts', 'leave out what is not published')
    .option('--no-assets', 'leave out images and files, and where documents show them')
    .option('--types <a,b>', 'only documents of these types; assets come along all the same')
    .option('--accept-missing', 'make the file also when the lake lacks assets that documents show')
    .option('--home <dir>', 'the folder that holds the newsroom’s data (else NOTITS_HOME)')
    .option('--dry-run', 'only print how many documents of each type would be saved')
    .action(run)
}

async function run(file: string | undefined, options: Options): Promise<void> {
  const settings = readSettings(process.env, options.home)
  const dataset = settings.hosted?.dataset ?? 'production'
  const target = resolve(file ?? `${dataset}-${dayOf(new Date().toISOString())}.tar.gz`)
  using progress = progressOn(process.stderr)
  using interrupted = interruption()
  const [{ lakeClient, lakeName }, { lakeProblem }, { patientClient }, { privateFolder }, machine] = await Promise.all([
    import('./publish/lake-client.ts'),
    import('./publish/reading/lake-fault.ts'),
    import('./archive/patient-client.ts'),
    import('./archive/private-folder.ts'),
    import('./archive/export/conduct.ts'),
  ])
  const order = orderOf(target, options)
  machine.refuseOverwriting(order)
  await using lake = await lakeAtHand(settings, startEmbedded, progress.say)
  const client = patientClient(lakeClient(lake.address))
  try {
    if (options.dryRun) {
      tellPlan(await machine.wouldExport(order, client), target, progress)
      return
    }
    // Gone when the process ends, not before: after an interruption, Sanity's export goes on writing for a moment.
    const { path: folder } = privateFolder(dirname(target), `.${basename(target)}`)
    // It gathers files in the system's folder for temporary ones, under a name that others can guess.
    for (const name of ['TMPDIR', 'TMP', 'TEMP']) process.env[name] = folder
    const room = { client, folder, report: progress.report, signal: interrupted.signal }
    tell(await machine.exported(order, room), target, progress)
  } catch (fault) {
    throw lakeProblem(`export ${lakeName(lake.address)}`, fault)
  }
}

function orderOf(
  target: string,
  { overwrite = false, drafts, assets, types, acceptMissing = false }: Options,
): ExportOrder {
  const chosen = types?.split(',').map((type) => type.trim()) ?? []
  const wrong = chosen.find((type) => !/^[\w.-]+$/.test(type))
  if (wrong !== undefined)
    throw new Problem(
      `Cannot export the type "${wrong}": name types as documents do, with commas between, such as article,author`,
    )
  return { target, overwrite, drafts, assets, types: chosen, acceptMissing }
}

/** Loads the lake only when none runs. */
const startEmbedded: StartLake = async (options) => (await import('./lake.ts')).startLake(options)

function tellPlan({ counts, documents, assets }: ExportPlan, target: string, { say }: Progress): void {
  for (const [type, count] of counts) process.stdout.write(`export ${count} ${type}\n`)
  const what = `${counted(documents, 'document')} and ${counted(assets, 'asset')}`
  say(`Nothing was changed: ${what} would be saved to ${target} (${took()})`)
}

function tell({ documents, assets, bytes, missing }: Checked, target: string, { say }: Progress): void {
  if (missing.length > 0)
    say(`The lake lacks ${counted(missing.length, 'asset')} that documents show: ${missing.join(', ')}`)
  const what = `${counted(documents, 'document')} and ${counted(assets, 'asset')}`
  const checked = assets > 0 ? ', each asset checked by its sha1' : ''
  say(`Saved ${what} to ${target}${checked} (${readableBytes(bytes)}, ${took()})`)
}

const took = (): string => readableDuration(performance.now())
