import type { SanityClient } from '@sanity/client'
import { Problem } from '../terminal/problem.ts'

/** Milliseconds that one request may take: an archive is in no hurry, and a transaction of hundreds of documents takes its time. */
const patience = 5 * 60_000

/**
 * The same client for moving whole lakes: it sees drafts as they are stored, and waits.
 * @throws Problem when it has no token, which exports and imports need
 */
export function patientClient(client: SanityClient): SanityClient {
  if (!client.config().token)
    throw new Problem(
      'Cannot move documents without a token: set SANITY_API_TOKEN to one that may read and write, made at sanity.io/manage',
    )
  return client.withConfig({ perspective: 'raw', timeout: patience, maxRetries: 5 })
}
