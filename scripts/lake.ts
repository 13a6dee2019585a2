import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { type LakeEvent, type RunningLake, serveLake } from './lake/serve.ts'
import { readableDuration } from './terminal/duration.ts'
import { interruption } from './terminal/interruption.ts'
import { lakeVoice } from './terminal/lake-at-hand.ts'
import { readSettings } from './terminal/settings.ts'

export type { LakeEvent, RunningLake } from './lake/serve.ts'

type Place = { home: string; port: number; report: (event: LakeEvent) => void }

/** Lets the embedded lake run in this process, by the machine's clock and with real chance. Throws what `serveLake` throws. */
export function startLake(place: Place): Promise<RunningLake> {
  const secret = () => randomBytes(24).toString('base64url')
  const identifier = () => randomBytes(11).toString('hex')
  const chance = { secret, transactionId: identifier, documentId: identifier }
  return serveLake({ ...place, chance, clock: () => new Date().toISOString() })
}

/** `notits lake`: the lake and the Studio alone, until it is told to stop. */
export function lakeCommand(): Command {
  return new Command('lake')
    .description('Runs the embedded Content Lake alone, with the Studio if that has been built.')
    .option('--home <dir>', 'the folder that holds the data; the access token is its file "token" (else NOTITS_HOME)')
    .option('--port <number>', 'the port on 127.0.0.1; 0 takes a free one (else NOTITS_PORT)', portNumber)
    .option('--dry-run', 'only say where the data would be kept and which port would be taken')
    .action(run)
}

type Options = { home?: string; port?: number; dryRun?: boolean }

async function run({ home, port, dryRun }: Options): Promise<void> {
  const settings = readSettings(process.env, home)
  if (dryRun) {
    const place = `keep its data in ${settings.home} and answer on port ${port ?? settings.lakePort}`
    console.log(`Nothing was changed: the lake would ${place} (${readableDuration(performance.now())})`)
    return
  }
  using interrupted = interruption()
  const report = lakeVoice(console.error)
  const lake = await startLake({ home: settings.home, port: port ?? settings.lakePort, report })
  console.log(
    `The lake answers at ${lake.url}; programs find its token in ${join(settings.home, 'token')}. Ctrl-C ends it.`,
  )
  await interrupted.wished
  await lake.close()
  console.log('The lake has ended, and everything is kept.')
}

function portNumber(text: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65535) throw new InvalidArgumentError('It must be a number from 0 to 65535.')
  return port
}
