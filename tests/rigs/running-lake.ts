import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, type SanityClient } from '@sanity/client'
import { type LakeEvent, type RunningLake, startLake } from '../../scripts/lake.ts'

/** A lake on a free port and a folder of its own, with Sanity's own client for it. */
export interface LakeRig extends AsyncDisposable {
  url: string
  port: number
  token: string
  /** The data folder. */
  home: string
  client: SanityClient
  /** Addresses that were asked for and that the lake does not know; any left at the end fail the test. */
  unknownPaths: string[]
  /** Ends the lake and lets it run again on the same folder; `client` and `url` are new ones when the port is. */
  restart(): Promise<void>
}

/**
 * Lets a lake run until the end of the scope: `await using lake = await runningLake()`. Ends it, removes its folder, and
 * fails the test if a path was asked for that the lake does not know, or if it failed at a request.
 */
export async function runningLake({ port = 0 }: { port?: number } = {}): Promise<LakeRig> {
  const home = await mkdtemp(join(tmpdir(), 'notits-lake-'))
  const unknownPaths: string[] = []
  const faults: unknown[] = []
  const report = (event: LakeEvent) => {
    if (event.kind === 'unknown-path') unknownPaths.push(`${event.method} ${event.path}`)
    if (event.kind === 'fault' || event.kind === 'damaged' || event.kind === 'news-fault') faults.push(event.fault)
  }
  let running = await startLake({ home, port, report })
  const rig: LakeRig = {
    ...reached(running),
    home,
    unknownPaths,
    async restart() {
      await running.close()
      running = await startLake({ home, port: running.port, report })
      Object.assign(rig, reached(running))
    },
    async [Symbol.asyncDispose]() {
      await running.close()
      await rm(home, { recursive: true, force: true })
      if (faults.length > 0) throw new AggregateError(faults, 'The lake failed at a request')
      if (unknownPaths.length > 0)
        throw new Error(`The lake was asked for what it does not know: ${unknownPaths.join(', ')}`)
    },
  }
  return rig
}

function reached({ url, port, token }: RunningLake) {
  return { url, port, token, client: lakeClient(url, token) }
}

/** Sanity's client, set up for an embedded lake. */
export function lakeClient(url: string, token?: string): SanityClient {
  return createClient({
    projectId: 'notits',
    dataset: 'production',
    apiVersion: '2025-02-19',
    apiHost: url,
    useProjectHostname: false,
    useCdn: false,
    ...(token && { token }),
  })
}
