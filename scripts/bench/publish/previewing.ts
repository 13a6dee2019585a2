import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { z } from 'zod'
import { addressOfSlug } from '#schemas/addresses.ts'
import { DeskPlace } from '#schemas/desk-place.ts'
import { unlessAborted } from '../../terminal/interruption.ts'
import { Problem } from '../../terminal/problem.ts'
import type { Bench } from '../field.ts'
import { type Figure, figureOf, type Subject } from '../figure.ts'
import { ended } from '../lake/lake-process.ts'
import { patienceFor, series } from '../lake/series.ts'
import type { Room } from './newsroom/room.ts'

const keystroke: Subject = { id: 'preview', what: 'preview after a keystroke', unit: 'ms', aim: { atMost: 150 } }

/** All that is measured of previews. */
export const previewSubjects: readonly Subject[] = [keystroke]

type Preview = NonNullable<DeskPlace['preview']>

/**
 * Types into an article as the Studio's preview shows it: each time from sending the document until its page is there, in a whole
 * newsroom as `npm start` opens it. The room's lake must not run.
 */
export async function previewing(room: Room, bench: Bench): Promise<Figure[]> {
  bench.report('Opening a whole newsroom, with its Studio')
  await using newsroom = await startNewsroom(room, bench)
  const preview = await newsroom.preview()
  const { headline, ...article } = room.paper.article(room.paper.articles - 1)
  const showing = addressOfSlug('article', article.slug.current)
  bench.report(`Measuring ${keystroke.id}`)
  const turn = async (turn: number) => {
    const document = { ...article, headline: `${headline} ${turn}` }
    const since = performance.now()
    const page = await shown(preview, { document, showing }, bench.signal)
    if (!page.includes(document.headline)) throw new Problem('The preview did not show what was typed')
    return { ms: performance.now() - since }
  }
  return [figureOf(keystroke, await series(turn, patienceFor(bench.turns)))]
}

async function shown({ url, key }: Preview, asked: unknown, signal: AbortSignal): Promise<string> {
  const headers = { 'content-type': 'application/json', 'x-notits-noegle': key }
  const body = JSON.stringify(asked)
  const answer = await fetch(new URL('/_forhaandsvisning/vis', url), { method: 'POST', headers, body, signal })
  const text = await answer.text()
  if (!answer.ok) throw new Problem(`The preview answered ${answer.status}: ${text.slice(0, 200)}`)
  return text
}

/** A newsroom in a process of its own, on free ports; disposing of it ends it. */
async function startNewsroom({ home }: Room, { program, environment, signal }: Bench) {
  const anyPort = { NOTITS_PORT: '0', NOTITS_SITE_PORT: '0', NOTITS_PREVIEW_PORT: '0' }
  const child = spawn(process.execPath, [program, 'start', '--home', home], {
    env: { ...environment, ...anyPort },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let remarks = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    remarks = (remarks + text).slice(-500)
  })
  const end = () => ended(child)
  try {
    const { done } = await unlessAborted(signal, createInterface(child.stdout)[Symbol.asyncIterator]().next())
    if (done) throw new Problem(`The newsroom to be measured ended and said "${remarks}"`)
    child.stdout.resume()
    return { preview: () => previewOf(home, signal), [Symbol.asyncDispose]: end }
  } catch (fault) {
    await end()
    throw fault
  }
}

async function previewOf(home: string, signal: AbortSignal): Promise<Preview> {
  const { url } = z.object({ url: z.url() }).parse(JSON.parse(await readFile(join(home, 'lake.json'), 'utf8')))
  const authorization = `Bearer ${(await readFile(join(home, 'token'), 'utf8')).trim()}`
  const answer = await fetch(new URL('/notits/desk', url), { headers: { authorization }, signal })
  const { preview } = DeskPlace.parse(await answer.json())
  if (preview === undefined) throw new Problem('The newsroom that was started has no preview')
  return preview
}
