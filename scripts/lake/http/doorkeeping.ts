import type { Context, MiddlewareHandler } from 'hono'
import type { Callers } from './callers.ts'
import { comesFromOwnPage, namesOwnHost, type OwnAddresses, type Sender } from './own-addresses.ts'
import { refusal } from './refusals.ts'
import type { Env } from './wire.ts'

/** Lets no request in that names another host than ours. */
export function ownHostOnly(own: OwnAddresses): MiddlewareHandler<Env> {
  return async (c, next) => {
    const origin = own.hosts.get(c.req.header('host') ?? '')
    if (origin === undefined || !namesOwnHost(senderOf(c), own)) return foreignHost(own)
    c.set('origin', origin)
    c.set('origins', own.origins)
    return next()
  }
}

/** Lets no page of another origin ask for anything that acts, or, with `always`, for anything at all. */
export function fromOwnPagesOnly(own: OwnAddresses, when: 'acting' | 'always' = 'acting'): MiddlewareHandler<Env> {
  return async (c, next) => {
    const isReading = c.req.method === 'GET' || c.req.method === 'HEAD'
    if ((when === 'acting' && isReading) || comesFromOwnPage(senderOf(c), own)) return next()
    return foreignPage()
  }
}

/** Lets no one in who proves neither a token nor the Studio's session, and ends streams when that proof is no longer good. */
export function callersOnly(callers: Callers): MiddlewareHandler<Env> {
  return async (c, next) => {
    const { header } = senderOf(c)
    const caller = callers.callerOf(header)
    if (!caller) return unknownCaller()
    c.set('caller', caller)
    await next()
    const isStream = c.res.headers.get('content-type')?.startsWith('text/event-stream')
    if (isStream) c.res = endedWith((gone) => callers.accompany(header, gone), c.res)
    return undefined
  }
}

/** The same, where the Studio asks who you are. */
export function callersWhereAsked(callers: Callers): MiddlewareHandler<Env> {
  const asked = callersOnly(callers)
  return async (c, next) => (callers.askWho ? asked(c, next) : next())
}

/** Tells someone who used another name of this machine which one to use. */
export function foreignHost(own: OwnAddresses): Response {
  const [address] = own.origins
  return refusal(403, {
    type: 'foreignHost',
    description: `This lake answers only under its own names: open ${address}`,
  })
}

/** Turns away a page of another origin. */
export function foreignPage(): Response {
  return refusal(403, { type: 'foreignOrigin', description: 'This lake answers no pages of other origins' })
}

/** Asks for proof of who calls. By the code, which is Sanity's, the Studio knows that its session is over and shows its login. */
export function unknownCaller(): Response {
  const description =
    'This lake wants a token (Authorization: Bearer …), such as the one in the file "token" of its home folder, or the Studio’s session'
  const body = { statusCode: 401, errorCode: 'SIO-401-ANF', error: { type: 'unauthorized', description } }
  return Response.json({ ...body, message: description }, { status: 401, headers: { 'cache-control': 'no-store' } })
}

/** A stream that ends when its caller is `gone`; the client comes back, and is asked for proof again. */
function endedWith(watch: (gone: () => void) => () => void, response: Response): Response {
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = response.body?.getReader()
  if (!reader) return response
  const leave = watch(() => void reader.cancel())
  const source: UnderlyingDefaultSource<Uint8Array> = {
    async pull(controller) {
      const { done, value } = await reader.read()
      if (!done) return controller.enqueue(value)
      leave()
      controller.close()
    },
    cancel(reason) {
      leave()
      return reader.cancel(reason)
    },
  }
  // Nothing is kept here: how far a reader lies behind is for the stream itself to see.
  return new Response(new ReadableStream(source, { highWaterMark: 0 }), response)
}

function senderOf(c: Context<Env>): Sender {
  return { url: c.req.url, header: (name) => c.req.header(name) }
}
