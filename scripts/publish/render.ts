import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { Problem } from '../terminal/problem.ts'
import type { CompiledApp } from './compile.ts'

/** A page, feed or other file of the site as it is now, or why it could not be made. */
type Rendered = { ok: true; bytes: Uint8Array } | { ok: false; why: string }

/** Renders any address of the site from an edition. */
export type Render = (address: string) => Promise<Rendered>

type Entry = { render(address: string): Promise<Response>; useEdition(file: string): void }

const Entry = z.object({
  render: z.custom<Entry['render']>((value) => typeof value === 'function'),
  useEdition: z.custom<Entry['useEdition']>((value) => typeof value === 'function'),
})

/**
 * Loads the compiled app and points it at an edition's file.
 * @throws Problem when the app's folder is damaged
 */
export async function openRenderer(app: CompiledApp, edition: string): Promise<Render> {
  const entry = await loaded(app)
  entry.useEdition(edition)
  return async (address) => {
    try {
      const response = await entry.render(address)
      const expected = address === '/404.html' ? 404 : 200
      if (response.status !== expected && response.status !== 200)
        return { ok: false, why: `the page answered ${response.status}` }
      return { ok: true, bytes: new Uint8Array(await response.arrayBuffer()) }
    } catch (fault) {
      return { ok: false, why: fault instanceof Error ? fault.message : String(fault) }
    }
  }
}

async function loaded(app: CompiledApp): Promise<Entry> {
  const file = join(app.folder, 'server/entry.mjs')
  try {
    return Entry.parse(await import(pathToFileURL(file).href))
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new Problem(
      `Could not load the compiled site ${file}: ${why}; remove its folder ${app.folder}, and it is compiled anew`,
      { cause },
    )
  }
}
