import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import { type FetchOriginal, originalsFrom } from '../../../../scripts/publish/reading/originals.ts'
import { Problem } from '../../../../scripts/terminal/problem.ts'
import { type SwiftClock, swiftClock } from '../../../rigs/swift-clock.ts'

type Answer = (response: ServerResponse) => void

const bytes = Buffer.from('the bytes of a crane on a quay')
const crane = {
  assetId: `image-${createHash('sha1').update(bytes).digest('hex')}-64x48-jpg`,
  source: 'images/crane.jpg',
}

const image = (given = bytes): Answer => {
  return (response) => void response.writeHead(200, { 'content-type': 'image/jpeg' }).end(given)
}
const state = (status: number, headers = {}): Answer => {
  return (response) => void response.writeHead(status, headers).end()
}
const webPage: Answer = (response) =>
  void response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Log in</title>')
const reset: Answer = (response) => void response.socket?.destroy()
const cut: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': bytes.length })
  response.write(bytes.subarray(0, 10), () => response.socket?.destroy())
}
const silence: Answer = () => {}

/** A place of images that gives these answers one after the other, and the last of them for ever. */
interface ImagePlace extends AsyncDisposable {
  original: FetchOriginal
  clock: SwiftClock
  asked: number
  answers: Answer[]
}

async function imagePlace(...answers: Answer[]): Promise<ImagePlace> {
  const server = createServer((_, response) => {
    place.asked++
    const answer = place.answers.length > 1 ? place.answers.shift() : place.answers[0]
    answer?.(response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const clock = swiftClock()
  const port = typeof address === 'object' ? address?.port : 0
  const place: ImagePlace = {
    original: originalsFrom({ address: `http://127.0.0.1:${port}`, clock, each: 100 }),
    clock,
    asked: 0,
    answers,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return place
}

async function sentenceOf(work: Promise<unknown>): Promise<string> {
  const fault = await work.catch((thrown: unknown) => thrown)
  if (!(fault instanceof Problem)) throw new Error(`No Problem but ${fault}`)
  return fault.message.replace(/http:\/\/[\d.]+:\d+/, 'the place')
}

describe('fetching the original of an image', () => {
  test.each([
    ['500', state(500)],
    ['503', state(503)],
    ['429', state(429, { 'retry-after': '3' })],
    ['a broken connection', reset],
    ['a connection cut in the middle', cut],
    ['a web page with status 200', webPage],
    ['no answer in time', silence],
    ['bytes that were spoiled on the way', image(Buffer.from('noise'))],
  ])('tries again after %s', async (_name, fault) => {
    await using place = await imagePlace(fault, fault, image())
    expect(await place.original(crane)).toEqual(bytes)
    expect(place.asked).toBe(3)
  })

  test('does not try again what cannot succeed', async () => {
    await using place = await imagePlace(state(404))
    expect(await sentenceOf(place.original(crane))).toBe(
      `Could not fetch the image ${crane.assetId} from the place: it answered 404`,
    )
    expect(place.asked).toBe(1)
  })

  test('says what to do when the bytes are not those that were uploaded, as often as they are asked for', async () => {
    await using place = await imagePlace(image(Buffer.from('another picture')))
    expect(await sentenceOf(place.original(crane))).toMatch(
      /: its bytes are not those that were uploaded; upload the image again in the Studio$/,
    )
    expect(place.asked).toBe(3)
  })

  test('is patient once while a place is silent, then hasty, and then does not ask for a while', async () => {
    await using place = await imagePlace(state(503))
    const start = place.clock.elapsed()
    expect(await sentenceOf(place.original(crane))).toContain('it answered 503 (tried')
    const patient = place.clock.elapsed() - start
    for (let image = 0; image < 3; image++) await sentenceOf(place.original(crane))
    expect(place.clock.elapsed() - start - patient).toBeLessThan(patient)
    const asked = place.asked
    for (let image = 0; image < 50; image++) await sentenceOf(place.original(crane))
    expect([place.asked, place.clock.elapsed() - start < 40_000]).toEqual([asked, true])
    place.clock.pass(31_000)
    place.answers.unshift(image())
    expect(await place.original(crane)).toEqual(bytes)
  })

  test('is patient again as soon as a place answers', async () => {
    await using place = await imagePlace(state(503))
    await sentenceOf(place.original(crane))
    place.answers = [image(), ...Array.from({ length: 6 }, () => state(503)), image()]
    expect(await place.original(crane)).toEqual(bytes)
    expect(await place.original(crane)).toEqual(bytes)
  })
})
