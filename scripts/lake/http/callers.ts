import { timingSafeEqual } from 'node:crypto'
import { parse } from 'hono/utils/cookie'
import { digestOf } from '../users/password.ts'
import { type Role, roles } from '../users/role.ts'
import type { Sessions } from '../users/sessions.ts'
import type { UserFile } from '../users/user-file.ts'
import type { KnownUser } from '../users/user-list.ts'

/** Someone the lake knows: what Sanity's API tells about a user. */
export type User = {
  id: string
  name: string
  email: string
  provider: string
  profileImage: null
  role: Role
  roles: { name: string; title: string; description: string }[]
}

/** Gives a header of a request; undefined or null for one that is missing. */
type Header = (name: string) => string | null | undefined

/** What proves who calls: the token of programs, what the Studio's cookie is called, and what it holds where nobody logs in. */
export type Secrets = { token: string; session: string; cookieName: string }

function wireUser(id: string, name: string, email: string, role: Role): User {
  return { id, name, email, provider: 'notits', profileImage: null, role, roles: [roles[role]] }
}

/** Whoever sits at the Studio of a lake without users. */
const anyone = wireUser('pRedaktion', 'Redaktionen', 'redaktion@localhost', 'administrator')

/** Programs that hold the home's own token: imports, the press, scripts. */
const program = wireUser('pProgram', 'Et program', 'program@localhost', 'administrator')

/** Milliseconds until someone who was removed notices it, in what they had open. */
const patience = 2_000

/** Who calls, and who others are. Follows the users as they are added, changed and removed while the lake runs. */
export class Callers {
  readonly #secrets: Secrets
  readonly #users: UserFile
  readonly #sessions: Sessions
  readonly #isExposed: boolean
  readonly #company = new Set<() => void>()
  readonly #rounds: NodeJS.Timeout

  constructor(secrets: Secrets, users: UserFile, sessions: Sessions, isExposed: boolean) {
    this.#secrets = secrets
    this.#users = users
    this.#sessions = sessions
    this.#isExposed = isExposed
    this.#rounds = setInterval(() => this.#look(), patience)
    this.#rounds.unref()
  }

  /** Whether the Studio asks who you are: when there are users, and always where others than this machine can reach it. */
  get askWho(): boolean {
    return this.#isExposed || this.#users.list().users.length > 0
  }

  /** Who calls: by `Authorization: Bearer …` if there is one, else by the Studio's cookie; undefined when neither is right. */
  callerOf(header: Header): User | undefined {
    const authorization = header('authorization')
    if (authorization) return this.#bearer(authorization)
    const token = this.#cookie(header)
    if (!token) return undefined
    if (!this.askWho) return equal(token, this.#secrets.session) ? anyone : undefined
    const user = this.#sessions.userOf(token, this.#users.list())
    return user && known(user)
  }

  /** Calls `gone` once the request's caller is no longer known, within seconds; gives a function that ends the watch. */
  accompany(header: Header, gone: () => void): () => void {
    const look = () => {
      if (this.#isKnown(header)) return
      leave()
      gone()
    }
    const leave = () => {
      this.#company.delete(look)
    }
    this.#company.add(look)
    return leave
  }

  /** The users by id, for history and presence: those who are, and those who were. */
  user(id: string): User | undefined {
    const { users, former } = this.#users.list()
    const user = users.find((one) => one.id === id)
    if (user) return known(user)
    const gone = former.find((one) => one.id === id)
    if (gone) return wireUser(gone.id, gone.name, gone.email ?? '', 'viewer')
    return [anyone, program].find((one) => one.id === id)
  }

  /** Everyone who may come in today. */
  members(): { user: User; isRobot: boolean }[] {
    const people = this.askWho ? this.#users.list().users.map(known) : [anyone]
    return [...people.map((user) => ({ user, isRobot: false })), { user: program, isRobot: true }]
  }

  /**
   * The `Set-Cookie` for someone who opens the Studio: out of reach for scripts, and never sent along by other sites.
   * Undefined for someone who has to log in first.
   */
  admitted(header: Header, origin: string): string | undefined {
    if (!this.askWho) return this.#setCookie(this.#secrets.session, origin)
    const token = this.#cookie(header)
    if (!token || !this.#sessions.userOf(token, this.#users.list())) return undefined
    this.#sessions.renew(token)
    return this.#setCookie(token, origin)
  }

  /** Logs a user in; the `Set-Cookie` that says so. */
  logIn(user: KnownUser, origin: string): string {
    return this.#setCookie(this.#sessions.begin(user), origin)
  }

  /** Ends the session of the request's cookie, and what is open in it; the `Set-Cookie` that says so. */
  logOut(header: Header, origin: string): string {
    const token = this.#cookie(header)
    if (token) this.#sessions.end(token)
    this.#look()
    return this.#setCookie('', origin)
  }

  /** Stops looking after who is here. */
  close(): void {
    clearInterval(this.#rounds)
  }

  #bearer(authorization: string): User | undefined {
    if (equal(authorization, `Bearer ${this.#secrets.token}`)) return program
    const digest = digestOf(authorization.replace(/^Bearer /, ''))
    const user = this.#users.list().users.find(({ token }) => token !== undefined && equal(token, digest))
    return user && known(user)
  }

  #cookie(header: Header): string | undefined {
    return parse(header('cookie') ?? '', this.#secrets.cookieName)[this.#secrets.cookieName] || undefined
  }

  #setCookie(value: string, origin: string): string {
    const year = 365 * 24 * 60 * 60
    const secure = origin.startsWith('https:') ? '; Secure' : ''
    const { cookieName } = this.#secrets
    return `${cookieName}=${value}; Path=/; Max-Age=${value ? year : 0}; HttpOnly; SameSite=Strict${secure}`
  }

  #isKnown(header: Header): boolean {
    try {
      return this.callerOf(header) !== undefined
    } catch {
      return true // the list cannot be read: the next request says so, and nobody is thrown out over it
    }
  }

  #look(): void {
    for (const look of this.#company) look()
  }
}

function known({ id, name, email, role }: KnownUser): User {
  return wireUser(id, name, email ?? '', role)
}

/** Compares in a time that tells nothing about where two texts differ. */
function equal(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(digestOf(one)), Buffer.from(digestOf(other)))
}
