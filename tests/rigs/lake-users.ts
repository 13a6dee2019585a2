import { randomBytes } from 'node:crypto'
import { digestOf, type KeptPassword, keptPassword } from '../../scripts/lake/users/password.ts'
import type { Role } from '../../scripts/lake/users/role.ts'
import { UserFile } from '../../scripts/lake/users/user-file.ts'
import { type Changed, withUser } from '../../scripts/lake/users/user-list.ts'

/** Someone who may log in to a lake, with what only they know. */
export type TestUser = { id: string; name: string; role: Role; password: string; token: string }

/** Adds a user to the lake of a home folder, as `notits users add` and `notits users token` do. */
export async function addUser(home: string, name: string, role: Role): Promise<TestUser> {
  const file = new UserFile(home)
  const [id, token] = [`p${secret()}`, secret()]
  const { password, kept } = await passwordFor(name)
  file.keep(changed(withUser(file.list(), { id, name, role, password: kept, token: digestOf(token) })))
  return { id, name, role, password, token }
}

/** The list that a change comes to. Throws its sentence when it cannot be made. */
export function changed(change: Changed) {
  if (!change.ok) throw new Error(change.sentence)
  return change.list
}

/** Logs in at the lake's own page; the cookie, or undefined when it was refused. */
export async function logIn(url: string, { name, password }: Pick<TestUser, 'name' | 'password'>) {
  const response = await sendLogin(url, { name, password })
  return response.status === 303 ? response.headers.get('set-cookie')?.split(';')[0] : undefined
}

/** Sends the login's form as a browser does, and follows nothing. */
export function sendLogin(url: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  return fetch(`${url}/login`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
    headers: { origin: url, 'sec-fetch-site': 'same-origin', ...headers },
  })
}

const passwords = new Map<string, { password: string; kept: KeptPassword }>()

/** The same for every user of a name: to derive one takes its time, as it should. */
async function passwordFor(name: string): Promise<{ password: string; kept: KeptPassword }> {
  const password = `adgangskode for ${name}`
  const known = passwords.get(name) ?? { password, kept: await keptPassword(password, secret()) }
  passwords.set(name, known)
  return known
}

const secret = () => randomBytes(16).toString('hex')
