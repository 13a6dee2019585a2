import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Problem } from '../terminal/problem.ts'
import type { CompiledApp } from './compile.ts'

/**
 * A page, feed or other file of the site as it is now, or why it could not be made. `hash` is the SHA-256 sum of the bytes in
 * hexadecimal digits, where it was computed already.
 */
export type Rendered = { ok: true; bytes: Uint8Array<ArrayBuffer>; hash?: string } | { ok: false; why: string }

/** Renders any address of the site from an edition. */
export type Render = (address: string) => Promise<Rendered>

type Entry = { render(address: string): Promise<Response>; useEdition(file: string): void }

/**
 * Loads the compiled app, to render from whatever edition lies in the file when a page is asked for.
 * @throws Problem when the app's folder is damaged
 */
export async function openRenderer(app: CompiledApp, edition: string): Promise<Render> {
  const entry = await loaded(app)
  return async (address) => {
    try {
      entry.useEdition(edition)
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
    return entryIn(await import(pathToFileURL(file).href))
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new Problem(
      `Could not load the compiled site ${file}: ${why}; remove its folder ${app.folder}, and it is compiled anew`,
      { cause },
    )
  }
}

function entryIn(module: Partial<Entry>): Entry {
  const { render, useEdition } = module
  if (typeof render !== 'function' || typeof useEdition !== 'function') throw new Error('it is not one of ours')
  return { render, useEdition }
}
