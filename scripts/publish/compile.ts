import { existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Report } from '../terminal/progress.ts'
import { appDigest } from './app-sources.ts'
import { astroBuild } from './astro.ts'

/** The site's Astro app, compiled: `server/entry.mjs` renders, `client/` is part of every site it makes. */
export type CompiledApp = { folder: string; digest: string }

/** What is compiled, and where compiled apps are kept. */
export type Compiling = {
  root: string
  apps: string
  siteUrl: string
  environment: Record<string, string | undefined>
  report: Report
  signal?: AbortSignal | undefined
}

/** How many compiled apps are kept: a newsroom that runs may still load parts of the one before. */
const kept = 2

/**
 * The compiled app of these sources: the one that is kept, or one compiled now, which takes some seconds.
 * @throws Problem with Astro's own words when the sources do not compile
 */
export async function compiledApp(compiling: Compiling): Promise<CompiledApp> {
  const { root, apps, siteUrl } = compiling
  linkPackages(root, apps)
  const digest = appDigest(root, siteUrl)
  const folder = join(apps, digest)
  if (isThere(folder)) return { folder, digest }
  compiling.report('Compiling the site’s pages (only when they have changed)')
  const making = join(apps, `.making-${digest}-${process.pid}`)
  try {
    await compile(compiling, making)
    // Somebody has written to them meanwhile: what was compiled may not be called by their name.
    if (appDigest(root, siteUrl) !== digest) return await compiledApp(compiling)
    putInPlace(making, folder)
  } finally {
    rmSync(making, { recursive: true, force: true })
  }
  forgetOldApps(apps)
  return { folder, digest }
}

function compile({ root, siteUrl, environment, signal }: Compiling, outDir: string): Promise<void> {
  const settings = { NOTITS_RENDER: 'server', NOTITS_SITE_URL: siteUrl }
  return astroBuild({ root, outDir, settings, environment, signal })
}

const isThere = (folder: string) => existsSync(join(folder, 'server/entry.mjs'))

/** The app imports its packages by name, and Node looks for those in the folders above it, which may lie far from the repository. */
function linkPackages(root: string, apps: string): void {
  const packages = join(root, 'node_modules')
  const link = join(apps, 'node_modules')
  mkdirSync(apps, { recursive: true })
  if (existsSync(link) && realpathSync(link) === realpathSync(packages)) return
  rmSync(link, { recursive: true, force: true })
  symlinkSync(packages, link, 'junction')
}

function putInPlace(making: string, folder: string): void {
  try {
    renameSync(making, folder)
  } catch (fault) {
    // Another process compiled the same sources in the meantime; its app is as good as ours.
    if (!isThere(folder)) throw fault
  }
}

function forgetOldApps(apps: string): void {
  const byAge = readdirSync(apps)
    .filter((name) => /^[0-9a-f]{16}$/.test(name))
    .map((name) => ({ path: join(apps, name), made: statSync(join(apps, name)).mtimeMs }))
    .toSorted((one, other) => other.made - one.made)
  for (const { path } of byAge.slice(kept)) rmSync(path, { recursive: true, force: true })
}
