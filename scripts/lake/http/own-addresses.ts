/**
 * Where a lake answers: the hosts that a request may name, each with the origin its pages have, and the only origins that
 * a page may ask from.
 */
export type OwnAddresses = { hosts: ReadonlyMap<string, string>; origins: ReadonlySet<string> }

/** What a request tells about where it comes from; `header` gives undefined or null for one that is missing. */
export type Sender = { url: string; header: (name: string) => string | null | undefined }

/** Where a lake is to be reached. */
export type Place = {
  /** The address it listens at; `0.0.0.0` and `::` are all of the machine's. */
  host: string
  /** The machine's own addresses, which are meant by `0.0.0.0` and `::`. */
  machine?: readonly string[]
  /** Addresses of a proxy that stands before it, such as `https://cms.avis.dk`, or names that others give this machine. */
  urls?: readonly string[]
}

const wildcards = ['0.0.0.0', '::']
const loopbackNames = ['localhost', '127.0.0.1', '::1']

/** Whether an address leads to this machine alone. */
function isLoopback(host: string): boolean {
  return loopbackNames.includes(host) || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host)
}

/** Whether others than this machine can reach a lake, be it through a proxy. */
export function isExposed({ host, urls = [] }: Place): boolean {
  return !isLoopback(host) || urls.some((url) => !isLoopback(new URL(url).hostname))
}

/** The addresses of a lake on this port. What a proxy says of itself (`X-Forwarded-…`) is never asked: `urls` settles it. */
export function ownAddresses(port: number, { host, machine = [], urls = [] }: Place): OwnAddresses {
  const everywhere = wildcards.includes(host)
  const names = isLoopback(host) ? [...loopbackNames, host] : everywhere ? [...loopbackNames, ...machine] : [host]
  const origins = [...names.map((name) => originOf(name, port)), ...urls.map((url) => new URL(url).origin)]
  return { hosts: new Map(origins.map((origin) => [new URL(origin).host, origin])), origins: new Set(origins) }
}

/** The address that programs of this machine reach a lake by. */
export function addressAt(port: number, { host }: Place): string {
  const byName = wildcards.includes(host) || ['localhost', '127.0.0.1'].includes(host)
  return originOf(byName ? 'localhost' : host, port)
}

/** Where people may open the Studio: on this machine first, then from others. */
export function openAddresses({ origins }: OwnAddresses, local: string): string[] {
  const others = [...origins].filter((origin) => !isLoopback(new URL(origin).hostname))
  return [...new Set([local, ...others])]
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

/** `http://localhost:3333`; browsers leave out port 80. */
function originOf(host: string, port: number): string {
  return new URL(`http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`).origin
}
