import { z } from 'zod'
import { digestOf } from './password.ts'
import { jsonIn, writePrivately } from './private-file.ts'
import type { KnownUser, UserList } from './user-list.ts'

const day = 24 * 60 * 60 * 1000

/** Milliseconds that someone stays logged in without opening the Studio. */
export const sessionLife = 30 * day

const Session = z.object({ user: z.string(), salt: z.string(), until: z.number() })
const Kept = z.record(z.string(), Session)

/**
 * Who is logged in, kept in a file across starts. A session ends when it is logged out of, when it has not been used for
 * `sessionLife`, and with the password it was opened by; the file holds digests alone, so it opens nothing to who reads it.
 */
export class Sessions {
  readonly #path: string
  readonly #now: () => number
  readonly #newToken: () => string
  readonly #open: Map<string, z.infer<typeof Session>>

  /** `now` in milliseconds since 1970; `newToken` gives what nobody can guess. */
  constructor(path: string, now: () => number, newToken: () => string) {
    this.#path = path
    this.#now = now
    this.#newToken = newToken
    this.#open = new Map(Object.entries(keptIn(path)))
  }

  /** Logs a user in: the token that proves it from now on. */
  begin({ id: user, password: { salt } }: KnownUser): string {
    const token = this.#newToken()
    this.#open.set(digestOf(token), { user, salt, until: this.#now() + sessionLife })
    this.#keep()
    return token
  }

  /** Whose session a token opens, if it still does. */
  userOf(token: string, { users }: UserList): KnownUser | undefined {
    const session = this.#open.get(digestOf(token))
    if (!session || session.until <= this.#now()) return undefined
    return users.find(({ id, password }) => id === session.user && password.salt === session.salt)
  }

  /** Lets a session that is in use live on; written at most once a day. */
  renew(token: string): void {
    const session = this.#open.get(digestOf(token))
    const until = this.#now() + sessionLife
    if (!session || session.until > until - day) return
    session.until = until
    this.#keep()
  }

  /** Logs out. */
  end(token: string): void {
    if (this.#open.delete(digestOf(token))) this.#keep()
  }

  #keep(): void {
    for (const [digest, { until }] of this.#open) if (until <= this.#now()) this.#open.delete(digest)
    writePrivately(this.#path, `${JSON.stringify(Object.fromEntries(this.#open))}\n`)
  }
}

/** A file that cannot be read costs everyone a login, and no more. */
function keptIn(path: string): z.infer<typeof Kept> {
  try {
    return Kept.safeParse(jsonIn(path)).data ?? {}
  } catch (fault) {
    if (fault instanceof SyntaxError) return {}
    throw fault
  }
}
