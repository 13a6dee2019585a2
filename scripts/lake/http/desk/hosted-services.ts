import { Hono } from 'hono'
import { type Env, sent } from '../wire.ts'

/** What the Studio asks of Sanity's other services, and the answer that means "not here". */
const answers: Record<string, unknown> = {
  '/features': [],
  '/help': [],
  '/geoip/country': {},
  '/journey/announcements': [],
  '/journey/*': null,
  '/intake/telemetry-status': { status: 'denied' },
  '/intake/*': {},
  '/descriptors/*': {},
  '/media-libraries': { data: [] },
  '/schedules/:project/:dataset': { schedules: [] },
  '/subscriptions/project/:project': { plan: { planTypeId: 'local' }, featureTypes: {}, resources: {} },
  '/access/requests/me': [],
}

/**
 * Announcements, telemetry, upselling, schedules and the like, which belong to Sanity's hosted product: answered, so that
 * the Studio neither waits nor complains, with nothing in them and nothing kept of what was sent.
 */
export function hostedServiceRoutes(): Hono<Env> {
  const routes = new Hono<Env>()
  for (const [path, answer] of Object.entries(answers)) routes.on(['GET', 'POST'], path, (c) => sent(c, answer))
  return routes
    .get('/features/:name', (c) => sent(c, false))
    .get('/modules/:module/:tag/:range/:minute?', (c) => {
      // The Studio asks which version of itself is the newest: the one that is installed.
      const version = (c.req.param('range') ?? '').replace(/^[^\d]*/, '')
      return sent(c, { packageVersion: version, latest: version })
    })
}
