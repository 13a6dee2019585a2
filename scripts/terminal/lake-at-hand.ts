import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { failureOf } from './failure.ts'
import { lives } from './process-life.ts'
import type { Report } from './progress.ts'
import type { Settings } from './settings.ts'

/** Where a Content Lake answers, and what opens it. */
export type LakeAddress =
  | { kind: 'embedded'; url: string; token: string }
  | { kind: 'hosted'; projectId: string; dataset: string; token?: string }

/** A lake to work with; disposing of it ends the embedded lake if it was started for this errand only. */
export interface LakeAtHand extends AsyncDisposable {
  address: LakeAddress
}

/** What a lake that serves tells of; `scripts/lake` has more to say, but this is what a person at a terminal must hear. */
export type LakeNews =
  | { kind: 'unknown-path' | 'indexed' }
  | { kind: 'fault'; method: string; path: string; fault: unknown }
  | { kind: 'full-scan'; query: string; documents: number; ms: number }
  | { kind: 'damaged'; file: string; fault: string }
  | { kind: 'news-fault'; fault: unknown }

/** Starts the embedded lake; `scripts/lake.ts` gives it. */
export type StartLake = (options: {
  home: string
  port: number
  report: (news: LakeNews) => void
}) => Promise<{ url: string; token: string; close(): Promise<void> }>

/** Tells what a person must hear of a lake as sentences, its faults with their stacks; a path it does not know is no news. */
export function lakeVoice(say: Report): (news: LakeNews) => void {
  return (news) => {
    switch (news.kind) {
      case 'fault':
        return say(`The lake failed at ${news.method} ${news.path}. ${failureOf(news.fault).text}`)
      case 'news-fault':
        return say(`The lake failed to tell of a change. ${failureOf(news.fault).text}`)
      case 'full-scan':
        return say(`No index helped a query: ${news.documents} documents were read in ${news.ms} ms by ${news.query}`)
      case 'damaged':
        return say(
          `The lake takes no more writes: ${news.file} is damaged (${news.fault}); stop it and put back a backup of the folder`,
        )
      default:
        return undefined
    }
  }
}

const Running = z.object({ pid: z.number().int().positive(), url: z.url() })

/**
 * The hosted lake when the settings name one, or the embedded lake of another machine; else the embedded lake that runs, else
 * one started for the while on a free port.
 */
export async function lakeAtHand(settings: Settings, start: StartLake, say: Report): Promise<LakeAtHand> {
  if (settings.hosted) return { address: { kind: 'hosted', ...settings.hosted }, [Symbol.asyncDispose]: async () => {} }
  const { remote } = settings
  if (remote) return { address: { kind: 'embedded', ...remote }, [Symbol.asyncDispose]: async () => {} }
  const running = await runningLake(settings.home)
  if (running) return { address: running, [Symbol.asyncDispose]: async () => {} }
  const started = await start({ home: settings.home, port: 0, report: lakeVoice(say) })
  return {
    address: { kind: 'embedded', url: started.url, token: started.token },
    [Symbol.asyncDispose]: () => started.close(),
  }
}

/** The embedded lake that runs on this home, or `undefined`; what a killed lake left behind does not count. */
export async function runningLake(home: string): Promise<LakeAddress | undefined> {
  const told = Running.safeParse(jsonIn(join(home, 'lake.json')))
  const token = textIn(join(home, 'token'))?.trim()
  if (!told.success || !token || !lives(told.data.pid)) return undefined
  return (await answers(told.data.url)) ? { kind: 'embedded', url: told.data.url, token } : undefined
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(10_000) })
    await response.body?.cancel()
    return true
  } catch {
    return false // the process id was taken over by another program
  }
}

function textIn(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined // not there: no lake runs
  }
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(textIn(file) ?? '')
  } catch {
    return undefined // cut short by a kill: no lake runs
  }
}
