/** Where a lake on this port answers: the only hosts a request may name, and the only origins a page may ask from. */
export type OwnAddresses = { hosts: ReadonlySet<string>; origins: ReadonlySet<string> }

/** What a request tells about where it comes from; `header` gives undefined or null for one that is missing. */
export type Sender = { url: string; header: (name: string) => string | null | undefined }

/** The addresses of a lake on loopback. Port 80 is the one that browsers leave out. */
export function ownAddresses(port: number): OwnAddresses {
  const hosts = ['localhost', '127.0.0.1', '[::1]'].map((host) => (port === 80 ? host : `${host}:${port}`))
  return { hosts: new Set(hosts), origins: new Set(hosts.map((host) => `http://${host}`)) }
}

/**
 * Whether a request names a host of ours. A page elsewhere that makes its own name point at 127.0.0.1 (DNS rebinding)
 * still sends that name.
 */
export function namesOwnHost({ url, header }: Sender, own: OwnAddresses): boolean {
  return own.hosts.has(header('host') ?? '') && own.hosts.has(URL.parse(url)?.host ?? '')
}

/**
 * Whether a request comes from a page of our own, or from no page at all. Browsers tell the page by `Origin` (`null` for
 * sandboxed ones) and `Sec-Fetch-Site`; programs send neither.
 */
export function comesFromOwnPage({ header }: Sender, own: OwnAddresses): boolean {
  const origin = header('origin')
  const site = header('sec-fetch-site')
  return (!origin || own.origins.has(origin)) && (!site || site === 'same-origin' || site === 'none')
}
