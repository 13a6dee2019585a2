const second = 1000
/** Wrong passwords that are simply answered; each further one doubles the time that is to be waited. */
const free = 5
const firstWait = 5 * second
const longestWait = 5 * 60 * second
const forgottenAfter = 15 * 60 * second
/** More than can be tried before they are forgotten, so that nobody is let go early by a flood of other names. */
const mostNames = 20_000

/**
 * Slows down whoever tries one password after another. It counts by whom they try to be, since they may come from many
 * addresses and a proxy has but one; who is logged in already is not touched.
 */
export class LoginAttempts {
  readonly #now: () => number
  readonly #made = new Map<string, { count: number; last: number }>()

  /** `now` in milliseconds since 1970. */
  constructor(now: () => number) {
    this.#now = now
  }

  /**
   * Notes an attempt to be someone before the password is looked at, so that many at once count as many. Gives the seconds
   * to wait when it comes too early, and then it is not to be looked at; 0 when it may be.
   */
  begin(whom: string): number {
    const now = this.#now()
    const known = this.#made.get(whom)
    const { count, last } = known && now - known.last < forgottenAfter ? known : { count: 0, last: 0 }
    const wait = count < free ? 0 : Math.min(firstWait * 2 ** (count - free), longestWait)
    if (last + wait > now) return Math.ceil((last + wait - now) / second)
    this.#made.delete(whom) // so that it goes to the end, as the newest
    this.#made.set(whom, { count: count + 1, last: now })
    const [oldest] = this.#made.keys()
    if (this.#made.size > mostNames && oldest !== undefined) this.#made.delete(oldest)
    return 0
  }

  /** The password was right: what came before was the same person's typing. */
  succeed(whom: string): void {
    this.#made.delete(whom)
  }
}
