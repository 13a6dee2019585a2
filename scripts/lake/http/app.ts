import { Hono, type MiddlewareHandler } from 'hono'
import type { DeskPlace } from '#schemas/desk-place.ts'
import type { AssetFolder } from '../assets/asset-folder.ts'
import type { RenditionCache } from '../assets/rendition-cache.ts'
import type { Lake, LakeNews } from '../lake.ts'
import type { LoginAttempts } from '../users/login-attempts.ts'
import type { UserFile } from '../users/user-file.ts'
import type { Callers } from './callers.ts'
import { documentRoutes } from './data/documents.ts'
import { historyRoutes } from './data/history.ts'
import { listenRoutes } from './data/listen.ts'
import { liveRoutes } from './data/live.ts'
import { mutateRoutes } from './data/mutate.ts'
import { queryRoutes } from './data/query.ts'
import { hostedServiceRoutes } from './desk/hosted-services.ts'
import { loginRoutes, logoutRoutes } from './desk/login.ts'
import { pingRoutes } from './desk/ping.ts'
import { placeRoutes } from './desk/place.ts'
import { projectRoutes } from './desk/project.ts'
import { userRoutes } from './desk/users.ts'
import { callersOnly, callersWhereAsked, fromOwnPagesOnly, ownHostOnly } from './doorkeeping.ts'
import type { EventStreams } from './event-streams.ts'
import { fileRoutes } from './media/files.ts'
import { imageRoutes } from './media/images.ts'
import { uploadRoutes } from './media/upload.ts'
import type { OwnAddresses } from './own-addresses.ts'
import { asRolesAllow } from './permissions.ts'
import { faultRefusal, Refusal, refusal } from './refusals.ts'
import { studioRoutes } from './studio.ts'
import type { Env } from './wire.ts'

/** What the lake's server tells of while it runs. */
export type LakeEvent =
  | { kind: 'unknown-path'; method: string; path: string }
  | { kind: 'fault'; method: string; path: string; fault: unknown }
  | LakeNews

/** Everything the server serves from. */
export interface Served {
  lake: Lake
  assets: AssetFolder
  renditions: RenditionCache
  streams: EventStreams
  projectId: string
  dataset: string
  own: OwnAddresses
  callers: Callers
  users: UserFile
  attempts: LoginAttempts
  studioFolder: string
  /** What stands beside the desk now. */
  desk: () => DeskPlace
  /** A new id, for uploads. */
  newId: () => string
  report: (event: LakeEvent) => void
}

/** The whole server as one function from Request to Response: Sanity's API, assets, and the Studio. */
export function lakeApp(served: Served): Hono<Env> {
  const app = new Hono<Env>()
  app.use(safeToRead, ownHostOnly(served.own))
  app.route('/', imageRoutes(served)).route('/', fileRoutes(served))
  app.on('GET', ['/images/*', '/files/*'], () =>
    refusal(404, { type: 'assetNotFound', description: 'There is no such asset' }),
  )
  app.route('/:version{v(?:X|1|[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9])}', api(served))
  app.use(fromOwnPagesOnly(served.own))
  app.route('/', loginRoutes(served)).route('/', placeRoutes(served)).route('/', studioRoutes(served))
  app.notFound(() => refusal(404, { type: 'notFound', description: 'Not found' }))
  app.onError((fault, c) => {
    if (fault instanceof Refusal) return fault.getResponse()
    served.report({ kind: 'fault', method: c.req.method, path: c.req.path, fault })
    return faultRefusal(fault)
  })
  return app
}

function api(served: Served): Hono<Env> {
  const routes = new Hono<Env>()
  routes.use(fromOwnPagesOnly(served.own, 'always'), wholeAnswersOnly)
  // The live API is asked without credentials, and tells only that something changed: on a machine of one's own, no secret.
  routes.use('/data/live/*', callersWhereAsked(served.callers))
  routes.route('/', pingRoutes()).route('/', liveRoutes(served)).route('/', logoutRoutes(served))
  routes.use(callersOnly(served.callers), asRolesAllow)
  routes
    .use('/data/:service/:dataset/*', ofDataset(served.dataset))
    .use('/assets/:kind/:dataset', ofDataset(served.dataset))
  for (const part of [queryRoutes, documentRoutes, mutateRoutes, listenRoutes, historyRoutes, uploadRoutes]) {
    routes.route('/', part(served))
  }
  routes.route('/', userRoutes(served)).route('/', projectRoutes(served)).route('/', hostedServiceRoutes())
  return routes.all('*', (c) => {
    served.report({ kind: 'unknown-path', method: c.req.method, path: c.req.path })
    return refusal(404, { type: 'notFound', description: `This lake has no ${c.req.method} ${c.req.path}` })
  })
}

function ofDataset(name: string): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (c.req.param('dataset') === name) return next()
    return refusal(404, { type: 'datasetNotFound', description: `This lake holds the dataset "${name}" alone` })
  }
}

/** A HEAD request would open a stream that nobody reads. */
const wholeAnswersOnly: MiddlewareHandler<Env> = async (c, next) => {
  if (c.req.method !== 'HEAD') return next()
  return refusal(405, { type: 'methodNotAllowed', description: 'The API answers no HEAD requests' })
}

/** No answer is to be taken for another type than it says, shown in a foreign frame, or told about elsewhere. */
const safeToRead: MiddlewareHandler<Env> = async (c, next) => {
  await next()
  c.header('x-content-type-options', 'nosniff')
  c.header('referrer-policy', 'same-origin')
  if (!c.res.headers.has('cross-origin-resource-policy')) c.header('cross-origin-resource-policy', 'same-origin')
}
