import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { SanityClient } from '@sanity/client'
import type { Page } from 'playwright-core'
import { startLake } from '../../scripts/lake.ts'
import { lakeSource } from '../../scripts/publish/open-press.ts'
import { openPreview, type RunningPreview } from '../../scripts/publish/preview/open-preview.ts'
import { machineClock } from '../../scripts/terminal/clock.ts'
import type { LakeAddress } from '../../scripts/terminal/lake-at-hand.ts'
import { openBrowser } from './browser.ts'
import { builtStudio } from './built-studio.ts'
import { lakeClient } from './running-lake.ts'

/** A lake on a folder of its own, and the previews of what is written there; the Studio is served when there is one. */
export interface PreviewRig extends AsyncDisposable {
  home: string
  lakeUrl: string
  client: SanityClient
  preview: RunningPreview
  /** What went wrong with previews so far. */
  failures: unknown[]
  /** Asks the preview for an address with its key. */
  ask(address: string, init?: RequestInit): Promise<Response>
}

const root = resolve(import.meta.dirname, '../..')
const clock = machineClock({ now: () => new Date().toISOString(), chance: Math.random })

/** Lets a lake run with its previews, until the end of the scope. */
export async function runningPreview(): Promise<PreviewRig> {
  await using opened = new AsyncDisposableStack()
  const home = mkdtempSync(join(tmpdir(), 'notits-preview-'))
  opened.defer(() => rmSync(home, { recursive: true, force: true }))
  let preview: RunningPreview | undefined
  const desk = () => (preview ? { preview: { url: preview.url, key: preview.key } } : {})
  const lake = await startLake({ home, port: 0, desk, report: () => {} })
  opened.defer(() => lake.close())
  const address: LakeAddress = { kind: 'embedded', url: lake.url, token: lake.token }
  const failures: unknown[] = []
  preview = await openPreview({
    ...{ root, home, apps: join(tmpdir(), 'notits-test-apps'), siteUrl: 'https://fjorden.example' },
    ...{ publicEdition: join(home, 'edition.db'), environment: process.env, clock, key: 'en-hemmelig-noegle', port: 0 },
    source: lakeSource(address, clock),
    studioOrigins: [lake.url],
    signal: new AbortController().signal,
    report: () => {},
    failed: (fault) => failures.push(fault),
  })
  const running = preview
  opened.defer(() => running.close())
  const all = opened.move()
  return {
    ...{ home, lakeUrl: lake.url, client: lakeClient(lake.url, lake.token), preview, failures },
    ask: (path, { headers, ...init } = {}) =>
      fetch(new URL(path, running.url), {
        ...init,
        redirect: 'manual',
        headers: { 'x-notits-noegle': running.key, ...Object.fromEntries(new Headers(headers)) },
      }),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

/** A lake with its previews, and the Studio in a browser. */
export interface PreviewDeskRig extends PreviewRig {
  page: Page
  /** What went wrong in the browser so far. */
  faults: string[]
}

/** Lets a lake run with its previews, and opens the Studio in a window that has room for form and preview. */
export async function deskAndPreview(): Promise<PreviewDeskRig> {
  await using opened = new AsyncDisposableStack()
  const rig = opened.use(await runningPreview())
  symlinkSync(await builtStudio(), join(rig.home, 'studio'))
  const browser = opened.use(await openBrowser())
  const { page, faults } = await browser.open({ viewport: { width: 1920, height: 1000 } })
  const all = opened.move()
  return { ...rig, page, faults, [Symbol.asyncDispose]: () => all.disposeAsync() }
}
