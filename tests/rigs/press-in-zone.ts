import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { type PressPlace, plainlyBuilt, type Tree, wholeSite } from './press-rig.ts'

/** A digest of each file of a site, as the press makes it and as plain `astro build` does. */
export type Made = { zone: string; press: Record<string, string>; build: Record<string, string> }

/** Makes the site of a lake in a process of its own whose machine stands in this time zone. */
export async function madeInZone(zone: string, place: PressPlace): Promise<Made> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), JSON.stringify(place)], {
    env: { ...process.env, TZ: zone },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  if (code !== 0) throw new Error(`The press in ${zone} ended with ${code} and said: ${err}`)
  return JSON.parse(out)
}

const digests = (tree: Tree) =>
  Object.fromEntries(
    [...tree].map(([file, bytes]) => [file, createHash('sha256').update(bytes, 'latin1').digest('hex')]),
  )

if (import.meta.main) {
  const place: PressPlace = JSON.parse(process.argv[2] ?? '')
  const [press, build] = [await wholeSite(place), await plainlyBuilt(place)]
  const { timeZone: zone } = Intl.DateTimeFormat().resolvedOptions()
  const made: Made = { zone, press: digests(press.tree), build: digests(build.tree) }
  process.stdout.write(JSON.stringify(made))
}
