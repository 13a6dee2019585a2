import { BuildRecord, buildRecordFile } from '#schemas/build-record.ts'
import { DeskPlace, deskPlaceAddress } from '#schemas/desk-place.ts'
import type { Site } from './status.ts'

/** What the watch needs of a browser. */
export type Surroundings = {
  /** The origin of this page, which knows where the site is. */
  origin: string
  fetch(address: string, init: RequestInit): Promise<Response>
  /** Calls `act` once after so many milliseconds; gives what calls it off. */
  after(milliseconds: number, act: () => void): () => void
  isSeen(): boolean
  /** Calls `act` whenever the page comes into sight; gives what ends it. */
  onSeen(act: () => void): () => void
}

/** Looks at what the site says of itself, for all that is open on the desk, and while somebody wants to know. */
export interface SiteWatch {
  /** What is known of the site now: another object after every look. */
  site(): Site
  /** The site's address without a slash at its end, once it is known. */
  address(): string | undefined
  /** Calls `hear` after every look, until the function it gives is called. */
  subscribe(hear: () => void): () => void
  /** Has it looked at at once and often, since something is about to change; until the function it gives is called. */
  hurry(): () => void
}

/** How long to wait before the next look while there is hurry: little at first, then ever more. */
export function pause(looksSinceHurry: number): number {
  if (looksSinceHurry < 20) return 250
  return looksSinceHurry < 50 ? 2_000 : atLeisure
}

const atLeisure = 30_000
/** Failures in a row after which the site counts as silent; a server that is started anew fails once. */
const silence = 2
const mostWait = 5_000

/** A watch that rests until somebody subscribes, and while the page is out of sight. */
export function siteWatch(surroundings: Surroundings): SiteWatch {
  return new Watch(surroundings)
}

class Watch implements SiteWatch {
  readonly #surroundings: Surroundings
  readonly #hearers = new Set<() => void>()
  #site: Site = { state: 'unknown' }
  #address: string | undefined
  #failures = 0
  #looks = 0
  #hurried = 0
  #isLooking = false
  #callOff = () => {}
  #endOnSeen = () => {}

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings
  }

  readonly site = () => this.#site
  readonly address = () => this.#address

  readonly subscribe = (hear: () => void) => {
    this.#hearers.add(hear)
    if (this.#hearers.size === 1) this.#begin()
    return () => {
      this.#hearers.delete(hear)
      if (this.#hearers.size === 0) this.#rest()
    }
  }

  readonly hurry = () => {
    this.#hurried += 1
    this.#looks = 0
    this.#look()
    return () => {
      this.#hurried -= 1
    }
  }

  #begin(): void {
    this.#endOnSeen = this.#surroundings.onSeen(() => this.#look())
    this.#look()
  }

  #rest(): void {
    this.#callOff()
    this.#endOnSeen()
  }

  #look(): void {
    this.#callOff()
    if (this.#isLooking || this.#hearers.size === 0 || !this.#surroundings.isSeen()) return
    this.#isLooking = true
    this.#looks += 1
    void this.#seen().then((site) => {
      this.#isLooking = false
      this.#site = site
      for (const hear of this.#hearers) hear()
      if (this.#hearers.size === 0) return
      this.#callOff = this.#surroundings.after(this.#pause(), () => this.#look())
    })
  }

  #pause(): number {
    if (this.#failures > 0 && this.#failures < silence) return 1_000
    return this.#hurried > 0 ? pause(this.#looks) : atLeisure
  }

  async #seen(): Promise<Site> {
    try {
      this.#address ??= await this.#place()
      if (this.#address === undefined) return { state: 'unknown' }
      const record = await this.#record(this.#address)
      this.#failures = 0
      return { state: 'answers', record }
    } catch {
      this.#failures += 1
      this.#address = undefined // it may answer elsewhere by now
      return this.#failures < silence ? this.#site : { state: 'silent' }
    }
  }

  async #place(): Promise<string | undefined> {
    const answer = await this.#fetched(this.#surroundings.origin + deskPlaceAddress, 'same-origin')
    // A Studio that is served by a host of files alone knows of no site.
    if (!answer.headers.get('content-type')?.includes('json')) return undefined
    return DeskPlace.parse(await answer.json()).site
  }

  /** `no-cache` lets the browser ask with the tag of what it has: a site that did not change answers in a few bytes. */
  async #record(address: string): Promise<BuildRecord | undefined> {
    const answer = await this.#fetched(`${address}/${buildRecordFile}`, 'omit')
    return answer.status === 404 ? undefined : BuildRecord.parse(await answer.json())
  }

  async #fetched(address: string, credentials: 'same-origin' | 'omit'): Promise<Response> {
    const signal = AbortSignal.timeout(mostWait)
    const answer = await this.#surroundings.fetch(address, { cache: 'no-cache', credentials, signal })
    if (!answer.ok && answer.status !== 404) throw new Error(`${address} answered ${answer.status}`)
    return answer
  }
}
