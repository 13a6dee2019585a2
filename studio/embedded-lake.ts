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
  const fetch = lakeFetch(origin, (address, init) =>
    asksForLogin(address) ? atTheLogin(origin) : globalThis.fetch(address, init),
  )
  // The client keys its caches on this function, so it must stay the same one.
  const resolveFetch = () => fetch
  return {
    apiHost: origin,
    unstable_clientFactory: (options) =>
      createClient({ ...options, apiHost: origin, useProjectHostname: false, resolveFetch }),
  }
}

/** The Studio asks this when nobody is logged in, and then offers a choice, in English, among the one way there is. */
const asksForLogin = (address: string | URL) => new URL(address, location.origin).pathname.endsWith('/auth/providers')

/** Goes to the lake's own login, which leads back here. */
function atTheLogin(origin: string): Promise<never> {
  const next = location.pathname + location.search
  location.assign(`${origin}/login?${new URLSearchParams({ next })}`)
  return new Promise(() => {}) // the page is left meanwhile
}

/** The name of the paper, as its settings in this lake give it; `undefined` while nobody has written it. */
export async function paperName(origin: string, dataset: string): Promise<string | undefined> {
  const query = new URLSearchParams({ query: '*[_id == "siteSettings"][0].title' })
  const answer = await fetch(`${origin}/v2025-02-19/data/query/${dataset}?${query}`).catch(() => undefined)
  const { result }: { result?: unknown } = answer?.ok ? await answer.json() : {}
  return typeof result === 'string' && result !== '' ? result : undefined
}
