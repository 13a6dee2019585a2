import type { Context } from 'hono'
import { z } from 'zod'
import { withAddresses, withoutAddresses } from '../assets/addresses.ts'
import { bytesWithin } from './body.ts'
import type { User } from './callers.ts'
import { Refusal } from './refusals.ts'

/** What is known of every request by the time a route sees it. */
export type Env = { Variables: { caller: User; origin: string; origins: ReadonlySet<string> } }

/** Larger JSON than any document or transaction of a newsroom. */
const mostJsonBytes = 32 * 1024 * 1024
/** More than a document may have, with a request around it, and far from where recursion would fail. */
const mostJsonLevels = 200

const encoder = new TextEncoder()

/** Answers with JSON, in which assets have addresses at the host that was asked. */
export function sent(c: Context<Env>, value: unknown): Response {
  return c.body(jsonFor(c, value), 200, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  })
}

/** Answers with one line of JSON per item, made as the reader takes them. */
export function sentLines(c: Context<Env>, items: Iterable<unknown>): Response {
  const body = new ReadableStream<Uint8Array>(new Lines(Iterator.from(items), (item) => jsonFor(c, item)))
  return c.body(body, 200, { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' })
}

/** Makes lines a hundred at a time, and lets go of the items when the reader leaves. */
class Lines implements UnderlyingDefaultSource<Uint8Array> {
  readonly #items: IteratorObject<unknown>
  readonly #json: (item: unknown) => string

  constructor(items: IteratorObject<unknown>, json: (item: unknown) => string) {
    this.#items = items
    this.#json = json
  }

  pull(controller: ReadableStreamDefaultController<Uint8Array>): void {
    let text = ''
    for (let line = 0; line < 100; line += 1) {
      const { done, value } = this.#items.next()
      if (done) {
        if (text) controller.enqueue(encoder.encode(text))
        controller.close()
        return
      }
      text += `${this.#json(value)}\n`
    }
    controller.enqueue(encoder.encode(text))
  }

  cancel(): void {
    this.#items.return?.()
  }
}

/** The JSON of a value, as it is sent to whoever asked. */
export function jsonFor(c: Context<Env>, value: unknown): string {
  return withAddresses(JSON.stringify(value), c.var.origin)
}

/**
 * The JSON body of a request, read through a shape.
 * @throws {Refusal} 415 for another content type, 413 for too many bytes, 400 for no JSON, JSON without end, or another shape
 */
export async function received<Shape extends z.ZodType>(c: Context<Env>, shape: Shape): Promise<z.infer<Shape>> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') {
    throw new Refusal(415, 'unsupportedMediaType', 'The body must be JSON, sent with the content type application/json')
  }
  const bytes = await bytesWithin(c.req.raw, mostJsonBytes)
  if (!bytes) throw new Refusal(413, 'payloadTooLarge', 'The body is larger than the 32 MB that are taken at once')
  const text = withoutAddresses(new TextDecoder().decode(bytes), c.var.origins)
  return readAs(shape, parsed(text, 'The body'), 'The body')
}

/** The GROQ parameters of an address: `$slug="x"` gives `{slug: 'x'}`. @throws {Refusal} 400 for one that is no JSON */
export function groqParams(c: Context<Env>): Record<string, unknown> {
  const given = Object.entries(c.req.query()).filter(([name]) => name.startsWith('$'))
  return Object.fromEntries(
    given.map(([name, text]) => [
      name.slice(1),
      parsed(withoutAddresses(text, c.var.origins), `The parameter ${name}`),
    ]),
  )
}

/** The options in an address, read through a shape. @throws {Refusal} 400 for a value that the shape does not have */
export function addressOptions<Shape extends z.ZodType>(c: Context<Env>, shape: Shape): z.infer<Shape> {
  return readAs(shape, c.req.query(), 'The address')
}

/** An option that is `true` or `false`, and undefined when it is left out. */
export const flag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .optional()

function parsed(text: string, what: string): unknown {
  const value = jsonIn(text, what)
  if (!isDeeperThan(mostJsonLevels, value)) return value
  throw new Refusal(400, 'validationError', `${what} is nested more than ${mostJsonLevels} levels deep`)
}

function jsonIn(text: string, what: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal(400, 'malformedJsonError', `${what} is no valid JSON`)
  }
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((item) => isDeeperThan(levels - 1, item))
}

function readAs<Shape extends z.ZodType>(shape: Shape, value: unknown, what: string): z.infer<Shape> {
  const read = shape.safeParse(value)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const where = issue?.path.length ? ` at ${issue.path.join('.')}` : ''
  throw new Refusal(400, 'validationError', `${what} is not as expected${where}: ${issue?.message ?? 'another shape'}`)
}
