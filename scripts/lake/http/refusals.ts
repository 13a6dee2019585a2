import { HTTPException } from 'hono/http-exception'

/** The `error` of a refusal's body, as Sanity's API words it and `@sanity/client` reads it. */
type WireError = { type: string; description: string; [detail: string]: unknown }

/** A refusal as Sanity's API gives it: the status, and the same sentence for programs and for people. */
export function refusal(status: number, error: WireError): Response {
  const body = { statusCode: status, error, message: error.description }
  return Response.json(body, {
    status,
    headers: { 'cache-control': 'no-store' },
  })
}

/** A refusal to throw from the middle of reading a request. */
export class Refusal extends HTTPException {
  constructor(status: 400 | 413 | 415, type: string, description: string) {
    super(status, { res: refusal(status, { type, description }) })
  }
}

const sqliteBusy = 5
const sqliteLocked = 6
const sqliteFull = 13

/**
 * The refusal for a fault of our own. The Studio keeps an edit and sends it again after a 5xx but drops it after a 4xx,
 * so whatever may pass by itself (a busy database, a full disk) is a 5xx.
 */
export function faultRefusal(fault: unknown): Response {
  const { code, errcode } = Object(fault) as { code?: unknown; errcode?: unknown } // any thrown thing may have them
  if (errcode === sqliteFull || code === 'ENOSPC' || code === 'EDQUOT') {
    return refusal(507, {
      type: 'insufficientStorage',
      description: 'The disk is full: nothing was written; free some space and try again',
    })
  }
  if (errcode === sqliteBusy || errcode === sqliteLocked) {
    return refusal(503, {
      type: 'busy',
      description: 'The database is busy: nothing was written; try again in a moment',
    })
  }
  return refusal(500, { type: 'internalError', description: 'The lake failed at this request; its log tells more' })
}
