import { createHash, timingSafeEqual } from 'node:crypto'
import { parse } from 'hono/utils/cookie'

/** Someone the lake knows: what Sanity's API tells about a user. */
export type User = {
  id: string
  name: string
  email: string
  provider: string
  profileImage: null
  role: string
  roles: { name: string; title: string; description: string }[]
}

/** What proves who calls: the token of programs, the session of the Studio, and the cookie that carries it. */
export type Secrets = { token: string; session: string; cookieName: string }

const administrator = { name: 'administrator', title: 'Administrator', description: 'Har adgang til alt' }

function user(id: string, name: string, mailbox: string): User {
  const email = `${mailbox}@localhost`
  return { id, name, email, provider: 'notits', profileImage: null, role: administrator.name, roles: [administrator] }
}

/** Whoever sits at the Studio. */
export const editor = user('pRedaktion', 'Redaktionen', 'redaktion')

/** Programs that hold the token: imports, the press, scripts. */
export const program = user('pProgram', 'Et program', 'program')

/** The users by id, for history and presence. */
export const users: ReadonlyMap<string, User> = new Map([editor, program].map((known) => [known.id, known]))

/** Who calls: by `Authorization: Bearer …` if there is one, else by the Studio's cookie; undefined when neither is right. */
export function callerOf(header: (name: string) => string | null | undefined, secrets: Secrets): User | undefined {
  const authorization = header('authorization')
  if (authorization) return equal(authorization, `Bearer ${secrets.token}`) ? program : undefined
  const session = parse(header('cookie') ?? '', secrets.cookieName)[secrets.cookieName]
  return session && equal(session, secrets.session) ? editor : undefined
}

/** The `Set-Cookie` that logs the Studio in: out of reach for scripts, and never sent along by other sites. */
export function sessionCookie(secrets: Secrets): string {
  const year = 365 * 24 * 60 * 60
  return `${secrets.cookieName}=${secrets.session}; Path=/; Max-Age=${year}; HttpOnly; SameSite=Strict`
}

/** Compares in a time that tells nothing about where two texts differ. */
function equal(one: string, other: string): boolean {
  const [left, right] = [one, other].map((text) => createHash('sha256').update(text).digest())
  return left !== undefined && right !== undefined && timingSafeEqual(left, right)
}
