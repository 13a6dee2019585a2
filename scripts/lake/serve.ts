import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DeskPlace } from '#schemas/desk-place.ts'
import { Problem } from '../terminal/problem.ts'
import { AssetFolder } from './assets/asset-folder.ts'
import { RenditionCache } from './assets/rendition-cache.ts'
import { doorOf, mustHaveAdministrator } from './door.ts'
import { type LakeEvent, lakeApp, type Served } from './http/app.ts'
import { EventStreams } from './http/event-streams.ts'
import { addressAt, openAddresses, type Place } from './http/own-addresses.ts'
import { LakeServer } from './http/server.ts'
import { Sockets } from './http/sockets/sockets.ts'
import { keptSecret } from './kept-secret.ts'
import { type LakeOptions, openLake } from './lake.ts'

export type { LakeEvent } from './http/app.ts'

/** What the embedded lake calls its only project and dataset; the Studio and the site are set to the same. */
const embeddedDataset = { projectId: 'notits', dataset: 'production' }

const renditionBytes = 64 * 1024 * 1024

interface ServeOptions {
  /** The folder that holds the newsroom's data; made when missing. */
  home: string
  /** 0 takes a free one. */
  port: number
  /** Where it is to be reached; this machine alone unless told otherwise. */
  place?: Place
  clock: LakeOptions['clock']
  chance: LakeOptions['chance'] & {
    /** A new secret of at least 20 letters, digits, `_` or `-`, that nobody can guess. */
    secret: () => string
  }
  /** What stands beside the Studio, asked each time; nothing unless told. */
  desk?: (() => DeskPlace) | undefined
  /** Hears of what is worth a line in a log. */
  report: (event: LakeEvent) => void
}

/** A lake that answers. */
export interface RunningLake {
  /** `http://localhost:3333`: the Studio, and the `apiHost` of clients on this machine. */
  url: string
  port: number
  /** Where people may open the Studio: on this machine first, then from others. */
  addresses: string[]
  /** What programs prove themselves by; also in `home/token`. */
  token: string
  /** Ends all streams and sockets, frees the port and closes the database. Safe to call twice. */
  close(): Promise<void>
}

/**
 * Opens the lake of a home folder and serves it, its assets and the Studio on one port, of loopback unless told otherwise.
 * Writes `home/token` (mode 0600, kept across starts) and, while it runs, `home/lake.json` with its pid and url.
 * @throws {Problem} when the port is taken, the folder cannot be written, the lake cannot be opened, or when others than
 * this machine could reach it and there is no administrator to log in
 */
export async function serveLake(options: ServeOptions): Promise<RunningLake> {
  const { home, chance, place = { host: '127.0.0.1' } } = options
  const secrets = await atHome(home, async () => {
    mustHaveAdministrator(home, place)
    await mkdir(home, { recursive: true })
    const token = await keptSecret(join(home, 'token'), chance.secret)
    return { token, session: await keptSecret(join(home, 'session'), chance.secret) }
  })
  const server = await listening(options.port, place.host)
  const undo = new AsyncDisposableStack()
  undo.defer(() => server.close())
  try {
    const { clock, report } = options
    const lake = openLake({ folder: join(home, 'lake'), clock, chance, report, ...embeddedDataset })
    undo.defer(() => lake.close())
    const { port } = server
    const frame = { home, port, place, secrets, clock: options.clock, newSecret: chance.secret }
    const door = await atHome(home, async () => doorOf(frame))
    undo.defer(() => door.callers.close())
    const served: Served = {
      ...embeddedDataset,
      lake,
      assets: await atHome(home, () => AssetFolder.open(join(home, 'lake', 'assets'))),
      renditions: new RenditionCache(renditionBytes),
      streams: new EventStreams(),
      ...door,
      studioFolder: join(home, 'studio'),
      desk: options.desk ?? (() => ({})),
      newId: chance.documentId,
      report: options.report,
    }
    const known = { url: addressAt(server.port, place), token: secrets.token }
    return await atHome(home, () => running(server, served, known, join(home, 'lake.json')))
  } catch (fault) {
    await undo.disposeAsync()
    throw fault
  }
}

async function running(
  server: LakeServer,
  served: Served,
  known: Pick<RunningLake, 'url' | 'token'>,
  announcement: string,
): Promise<RunningLake> {
  const app = lakeApp(served)
  const sockets = new Sockets(served, app.fetch)
  server.answer({ fetch: app.fetch, upgrade: (request) => sockets.upgrade(request) })
  await writeFile(announcement, `${JSON.stringify({ pid: process.pid, url: known.url })}\n`)
  const end = async () => {
    served.streams.endAll()
    sockets.close()
    served.callers.close()
    await server.close()
    // While the lake is still ours: the next one on this home writes an announcement of its own.
    await rm(announcement, { force: true })
    served.lake.close()
  }
  let ending: Promise<void> | undefined
  const close = () => {
    ending ??= end()
    return ending
  }
  return { ...known, port: server.port, addresses: openAddresses(served.own, known.url), close }
}

async function atHome<Result>(home: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (fault) {
    const { syscall, path } = Object(fault) as NodeJS.ErrnoException // Node's system errors have them
    if (syscall === undefined) throw fault
    throw new Problem(
      `Cannot keep the newsroom's data in ${home}: ${reasonOf(fault)} (${path ?? home}); see to that, or choose another folder with NOTITS_HOME or --home`,
    )
  }
}

async function listening(port: number, host: string): Promise<LakeServer> {
  try {
    return await LakeServer.listening(port, host)
  } catch (fault) {
    const { code } = Object(fault) as NodeJS.ErrnoException // Node's system errors have one
    if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'].includes(code ?? '')) {
      throw new Problem(
        `Cannot serve the lake at ${host}: that is no address of this machine; choose one of its own with --host, or 0.0.0.0 for all of them`,
      )
    }
    const why = reasonOf(fault)
    throw new Problem(
      `Cannot serve the lake on port ${port}: ${why}; stop what uses it, or choose another port with NOTITS_PORT or --port`,
    )
  }
}

function reasonOf(fault: unknown): string {
  const { code } = Object(fault) as NodeJS.ErrnoException // Node's system errors have one
  switch (code) {
    case 'EADDRINUSE':
      return 'another program uses it'
    case 'EACCES':
    case 'EPERM':
      return 'this user is not allowed to'
    case 'EROFS':
      return 'it can only be read'
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full'
    case 'EEXIST':
    case 'ENOTDIR':
      return 'something else than a folder is in the way'
    case 'EISDIR':
      return 'a folder is in the way of a file'
    default:
      return code ?? String(fault)
  }
}
