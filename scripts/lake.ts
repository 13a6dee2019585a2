import { randomBytes } from 'node:crypto'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import type { DeskPlace } from '#schemas/desk-place.ts'
import { type LakeEvent, type RunningLake, serveLake } from './lake/serve.ts'
import { readableDuration } from './terminal/duration.ts'
import { interruption } from './terminal/interruption.ts'
import { lakeVoice } from './terminal/lake-at-hand.ts'
import { readSettings } from './terminal/settings.ts'

export type { LakeEvent, RunningLake } from './lake/serve.ts'

type Place = {
  home: string
  port: number
  /** The address to listen at; this machine alone unless told otherwise. */
  host?: string | undefined
  /** Addresses that a proxy serves the lake at. */
  urls?: string[] | undefined
  /** What stands beside the Studio; nothing unless told. */
  desk?: (() => DeskPlace) | undefined
  report: (event: LakeEvent) => void
}

/** Lets the embedded lake run in this process, by the machine's clock and with real chance. Throws what `serveLake` throws. */
export function startLake({ home, port, host = '127.0.0.1', urls = [], desk, report }: Place): Promise<RunningLake> {
  const secret = () => randomBytes(24).toString('base64url')
  const identifier = () => randomBytes(11).toString('hex')
  const chance = { secret, transactionId: identifier, documentId: identifier }
  const place = { host, urls, machine: ownMachine() }
  return serveLake({ home, port, place, desk, report, chance, clock: () => new Date().toISOString() })
}

/** `notits lake`: the lake and the Studio alone, until it is told to stop. */
export function lakeCommand(): Command {
  return new Command('lake')
    .description('Runs the embedded Content Lake alone, with the Studio if that has been built.')
    .option('--home <dir>', 'the folder that holds the data; the access token is its file "token" (else NOTITS_HOME)')
    .option('--port <number>', 'the port; 0 takes a free one (else NOTITS_PORT)', portNumber)
    .option('--host <address>', 'the address to listen at, 0.0.0.0 for all; demands users (else NOTITS_HOST)')
    .option('--url <address...>', 'where a proxy serves it, such as https://cms.example.dk (else NOTITS_STUDIO_URL)')
    .option('--dry-run', 'only say where the data would be kept and which port would be taken')
    .action(run)
}

type Options = { home?: string; port?: number; host?: string; url?: string[]; dryRun?: boolean }

async function run({ home, port, dryRun, ...reach }: Options): Promise<void> {
  const settings = readSettings(process.env, home, reach)
  const { lakeHost: host, studioUrls: urls } = settings
  if (dryRun) {
    const at = [host, ...(urls ?? [])].filter(Boolean).map((address) => ` at ${address}`)
    const place = `keep its data in ${settings.home} and answer on port ${port ?? settings.lakePort}${at.join(' and')}`
    console.log(`Nothing was changed: the lake would ${place} (${readableDuration(performance.now())})`)
    return
  }
  using interrupted = interruption()
  const report = lakeVoice(console.error)
  const lake = await startLake({ home: settings.home, port: port ?? settings.lakePort, host, urls, report })
  const answers = `The lake answers at ${lake.addresses.join(' and ')}`
  console.log(`${answers}; programs find its token in ${join(settings.home, 'token')}. Ctrl-C ends it.`)
  await interrupted.wished
  await lake.close()
  console.log('The lake has ended, and everything is kept.')
}

/** The addresses that other machines know this one by; those that hold for one cable alone (`fe80::…`) need a zone, which URLs lack. */
function ownMachine(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  return all.filter(({ internal, scopeid }) => !internal && !scopeid).map(({ address }) => address)
}

function portNumber(text: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65535) throw new InvalidArgumentError('It must be a number from 0 to 65535.')
  return port
}
