import { createClient, type SanityClient } from '@sanity/client'
import type { LakeAddress } from '../terminal/lake-at-hand.ts'

const apiVersion = '2025-02-19'

/** Milliseconds that one request may take before it counts as failed. */
const patience = 15_000

/**
 * A client of the lake at this address, reading what is published. It does not retry by itself: `lake-reader.ts` does,
 * since the client knows neither Retry-After nor a timeout that is worth another try.
 */
export function lakeClient(address: LakeAddress): SanityClient {
  const common = { apiVersion, useCdn: false, perspective: 'published', maxRetries: 0, timeout: patience } as const
  if (address.kind === 'hosted') {
    const { projectId, dataset, token } = address
    return createClient({ ...common, projectId, dataset, ...(token && { token }) })
  }
  const { url, token } = address
  const ours = { projectId: 'notits', dataset: 'production', apiHost: url, useProjectHostname: false }
  return createClient({ ...common, ...ours, token, ignoreBrowserTokenWarning: true })
}

/** Where the originals of images are fetched from: this address and a slash before the path that their documents name. */
export function originalsAddress(address: LakeAddress): string {
  return address.kind === 'hosted' ? 'https://cdn.sanity.io' : address.url
}

/** The lake's name in sentences for people. */
export function lakeName(address: LakeAddress): string {
  return address.kind === 'hosted'
    ? `Sanity's lake (project ${address.projectId}, dataset ${address.dataset})`
    : `the lake at ${address.url}`
}
