import { createHash, timingSafeEqual } from 'node:crypto'

/** The word in an address that brings the key the first time, and the header that programs may send it in. */
export const keyWord = 'noegle'
const keyHeader = 'x-notits-noegle'

/** Opens previews to those who bring the key: in the address once, from then on in a cookie. */
export class Lock {
  readonly #key: Buffer
  readonly #cookie: string
  readonly #isSecure: boolean

  /** `port` tells apart the cookies of several newsrooms on one machine, which ports do not. */
  constructor(key: string, { port, isSecure }: { port: number; isSecure: boolean }) {
    this.#key = digest(key)
    this.#cookie = `notits-forhaandsvisning-${port}`
    this.#isSecure = isSecure
  }

  /** Whether this is the key; found in the same time whatever it is. */
  fits(key: string | null | undefined): boolean {
    return timingSafeEqual(digest(key ?? ''), this.#key)
  }

  /** Whether the request's cookie or header holds the key. */
  admits(headers: Headers): boolean {
    return this.fits(headers.get(keyHeader)) || this.fits(cookieOf(headers.get('cookie') ?? '', this.#cookie))
  }

  /** The cookie that carries the key from page to page. It is sent to nobody who comes from another site. */
  cookie(key: string): string {
    const attributes = ['Path=/', 'HttpOnly', 'SameSite=Strict', ...(this.#isSecure ? ['Secure'] : [])]
    return `${this.#cookie}=${encodeURIComponent(key)}; ${attributes.join('; ')}`
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest()

function cookieOf(header: string, name: string): string | undefined {
  const pairs = header.split(';').map((pair) => pair.trim())
  const value = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
  try {
    return value === undefined ? undefined : decodeURIComponent(value)
  } catch {
    return undefined // not one of ours
  }
}
