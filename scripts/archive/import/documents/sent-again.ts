import { ClientError, ServerError } from '@sanity/client'
import type { Clock } from '../../../terminal/clock.ts'

type Patience = {
  /** Whether sending twice what arrived the first time does no harm. */
  harmless: boolean
  clock: Clock
  signal: AbortSignal
}

const pauses = [300, 1500, 5000]

/** Sends something, up to four times when the lake is busy or the network fails; rejects with what was wrong the last time. */
export async function sentAgain<T>(send: () => Promise<T>, { harmless, clock, signal }: Patience): Promise<T> {
  for (const pause of pauses) {
    try {
      return await send()
    } catch (fault) {
      if (!mayHelp(fault, harmless)) throw fault
      await clock.wait(pause * (1 + clock.chance()), signal)
    }
  }
  return send()
}

function mayHelp(fault: unknown, harmless: boolean): boolean {
  if (fault instanceof ClientError) return fault.statusCode === 429
  if (fault instanceof ServerError) return fault.statusCode === 503 || (harmless && fault.statusCode !== 507)
  return harmless && fault instanceof Error && fault.cause !== undefined // what the network does to a request
}
