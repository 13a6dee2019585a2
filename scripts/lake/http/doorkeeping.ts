import type { Context, MiddlewareHandler } from 'hono'
import { callerOf, type Secrets } from './callers.ts'
import { comesFromOwnPage, namesOwnHost, type OwnAddresses, type Sender } from './own-addresses.ts'
import { refusal } from './refusals.ts'
import type { Env } from './wire.ts'

/** Lets no request in that names another host than ours. */
export function ownHostOnly(own: OwnAddresses): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (!namesOwnHost(senderOf(c), own)) return foreignHost(own)
    c.set('origin', `http://${c.req.header('host')}`)
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

/** Lets no one in who proves neither the token nor the Studio's session. */
export function callersOnly(secrets: Secrets): MiddlewareHandler<Env> {
  return async (c, next) => {
    const caller = callerOf((name) => c.req.header(name), secrets)
    if (!caller) return unknownCaller()
    c.set('caller', caller)
    return next()
  }
}

/** Tells someone who used another name of this machine which one to use. */
export function foreignHost(own: OwnAddresses): Response {
  const [host] = own.hosts
  return refusal(403, {
    type: 'foreignHost',
    description: `This lake answers only on this machine: open http://${host}`,
  })
}

/** Turns away a page of another origin. */
export function foreignPage(): Response {
  return refusal(403, { type: 'foreignOrigin', description: 'This lake answers no pages of other origins' })
}

/** Asks for proof of who calls; the Studio shows its login page. */
export function unknownCaller(): Response {
  return refusal(401, {
    type: 'unauthorized',
    description:
      'This lake wants the token from the file "token" in its home folder (Authorization: Bearer …), or the Studio opened in this browser',
  })
}

function senderOf(c: Context<Env>): Sender {
  return { url: c.req.url, header: (name) => c.req.header(name) }
}
