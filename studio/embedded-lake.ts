import { type ClientConfig, createClient, type SanityClient } from '@sanity/client'
import { lakeFetch } from './lake-fetch.ts'

/**
 * What a workspace needs to talk to the lake that served this page: its origin in place of Sanity's hosts,
 * so that one build works on any port.
 */
export function embeddedLake(origin: string): {
  apiHost: string
  unstable_clientFactory: (options: ClientConfig) => SanityClient
} {
  const fetch = lakeFetch(origin)
  // The client keys its caches on this function, so it must stay the same one.
  const resolveFetch = () => fetch
  return {
    apiHost: origin,
    unstable_clientFactory: (options) =>
      createClient({ ...options, apiHost: origin, useProjectHostname: false, resolveFetch }),
  }
}

/** The name of the paper, as its settings in this lake give it; `undefined` while nobody has written it. */
export async function paperName(origin: string, dataset: string): Promise<string | undefined> {
  const query = new URLSearchParams({ query: '*[_id == "siteSettings"][0].title' })
  const answer = await fetch(`${origin}/v2025-02-19/data/query/${dataset}?${query}`).catch(() => undefined)
  const { result }: { result?: unknown } = answer?.ok ? await answer.json() : {}
  return typeof result === 'string' && result !== '' ? result : undefined
}
