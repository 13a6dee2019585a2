import { Command } from 'commander'
import type { Filled } from './demo/fill.ts'
import type { FillingPlan } from './demo/plan.ts'
import type { LakeSource } from './publish/open-press.ts'
import { counted, readableDuration } from './terminal/duration.ts'
import { fillOnFirstRun } from './terminal/first-run.ts'
import { interruption } from './terminal/interruption.ts'
import { lakeAtHand, type StartLake } from './terminal/lake-at-hand.ts'
import { type Progress, progressOn, type Report } from './terminal/progress.ts'
import { readSettings } from './terminal/settings.ts'

type Options = { home?: string; dryRun?: boolean }

/** `notits demo`: puts the demo paper's content into the lake. */
export function demoCommand(): Command {
  return new Command('demo')
    .description('Puts the content of a demo paper into the lake, leaving alone what is there already.')
    .option('--home <dir>', 'the folder that holds the newsroom’s data (else NOTITS_HOME)')
    .option('--dry-run', 'only print which documents would be created')
    .action(run)
}

async function run(options: Options): Promise<void> {
  const settings = readSettings(process.env, options.home)
  using progress = progressOn(process.stderr)
  using interrupted = interruption()
  const [{ lakeClient, lakeName }, { lakeProblem }, { demoPlan, fillWithDemo }] = await Promise.all([
    import('./publish/lake-client.ts'),
    import('./publish/reading/lake-fault.ts'),
    import('./demo/fill.ts'),
  ])
  await using lake = await lakeAtHand(settings, startEmbedded, progress.say)
  const client = lakeClient(lake.address)
  const { signal } = interrupted
  const filling = { client, now: new Date().toISOString(), report: progress.report, signal }
  try {
    if (options.dryRun) tellPlan(await demoPlan(client), progress)
    else tell(await fillWithDemo(filling), progress)
  } catch (fault) {
    throw lakeProblem(`put the demo into ${lakeName(lake.address)}`, fault)
  }
}

/** A lake that may never have been written to, and whose newsroom it is. */
export type NewLake = { home: string; source: LakeSource; report: Report; signal: AbortSignal }

/** Puts the demo into a lake that is new and empty, once in the newsroom's life; whether that was done now. */
export async function fillWhenNew({ home, source, report, signal }: NewLake): Promise<boolean> {
  const [{ holdsDocuments }, { fillWithDemo }] = await Promise.all([
    import('./publish/open-press.ts'),
    import('./demo/fill.ts'),
  ])
  return fillOnFirstRun({
    home,
    holdsDocuments: () => holdsDocuments(source),
    fill: () => fillWithDemo({ client: source.client, now: new Date().toISOString(), report, signal }),
  })
}

/** Loads the lake only when none runs. */
const startEmbedded: StartLake = async (options) => (await import('./lake.ts')).startLake(options)

function tellPlan({ created }: FillingPlan, { say }: Progress): void {
  for (const id of created) process.stdout.write(`create ${id}\n`)
  say(`Nothing was changed: ${counted(created.length, 'document')} would be created (${took()})`)
}

function tell(filled: Filled, { say }: Progress): void {
  for (const sentence of remarksOn(filled)) say(sentence)
  say(`Created ${counted(filled.created.length, 'document')}, kept ${filled.kept.length} as they were (${took()})`)
}

const took = (): string => readableDuration(performance.now())

function remarksOn({ heldBack, waiting }: Filled): string[] {
  const held = `Left out ${heldBack.join(', ')}: they point to a document that is there as a draft alone; publish it, and run this again`
  const late = `${counted(waiting.length, 'story', 'stories')} will be seen later: this machine’s clock is behind their dates`
  return [...(heldBack.length > 0 ? [held] : []), ...(waiting.length > 0 ? [late] : [])]
}
