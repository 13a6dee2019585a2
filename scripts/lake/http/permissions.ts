import type { Context, MiddlewareHandler } from 'hono'
import { refusedAction, refusedMutation } from '../refusal.ts'
import { allows, type Permission } from '../users/role.ts'
import { bytesWithin } from './body.ts'
import { refusal } from './refusals.ts'
import type { Env } from './wire.ts'

/** Posts that change nothing but what the Studio remembers for the caller alone, or nothing at all. */
const harmless = /^\/v[^/]+\/(?:data\/query\/|users\/me\/keyvalue$|intake\/|journey\/|features|help$|descriptors\/)/
const uploading = /^\/v[^/]+\/assets\//
const mutating = /^\/v[^/]+\/data\/mutate\//
const acting = /^\/v[^/]+\/data\/actions\//

/** As much of a refused transaction as is read to name what it would have taken. */
const mostReadBytes = 1024 * 1024

/**
 * Lets through what the caller's role allows. Whatever is not known to be harmless takes the permission to update, so that
 * a new address is closed to viewers until someone says otherwise.
 */
export const asRolesAllow: MiddlewareHandler<Env> = async (c, next) => {
  const { method, path } = c.req
  const needed = permissionFor(method, path)
  if (allows(c.var.caller.role, needed)) return next()
  if (mutating.test(path)) return refusedWrite(await firstNeeded(c))
  if (acting.test(path)) return refusedActions(needed)
  return refusal(403, insufficientPermissions(needed))
}

/** What a caller who may write may lack all the same: the right to purge what was, beside deleting what is. */
export function purgeRefused({ caller }: Env['Variables'], actions: unknown): Response | undefined {
  const purging = [actions].flat().findIndex((action) => Object(action).purge === true)
  return purging === -1 || allows(caller.role, 'editHistory') ? undefined : refusedActions('editHistory', purging)
}

function permissionFor(method: string, path: string): Permission {
  if (method === 'GET' || method === 'HEAD' || harmless.test(path)) return 'read'
  return uploading.test(path) ? 'create' : 'update'
}

/** What the first of the mutations takes; to update, when they cannot be read. */
async function firstNeeded(c: Context<Env>): Promise<Permission> {
  const bytes = await bytesWithin(c.req.raw, mostReadBytes)
  return /^\s*\{\s*"mutations"\s*:\s*\[\s*\{\s*"create/.test(new TextDecoder().decode(bytes)) ? 'create' : 'update'
}

/** The error as Sanity gives it, within that of the transaction for what would have been one. */
function insufficientPermissions(permission: Permission) {
  const description = `Insufficient permissions; permission "${permission}" required`
  return { type: 'insufficientPermissionsError', permission, description }
}

function refusedWrite(permission: Permission): Response {
  return refusal(403, refusedMutation(0, { ...insufficientPermissions(permission), status: 403 }).error)
}

function refusedActions(permission: Permission, index = 0): Response {
  return refusal(403, refusedAction(index, { ...insufficientPermissions(permission), status: 403 }).error)
}
