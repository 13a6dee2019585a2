import { z } from 'zod'
import { KeptPassword } from './password.ts'
import { Role } from './role.ts'

const name = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\p{Cc}]*$/u)
const id = z.string().regex(/^p\w{8,}$/)

const KnownUser = z.object({
  /** Stands in the history of everything the user wrote, and so never changes. */
  id,
  name,
  email: z.email().optional(),
  role: Role,
  password: KeptPassword,
  /** The digest of the token that lets programs act as this user. */
  token: z.base64url().length(43).optional(),
})

/** Someone who may log in. */
export type KnownUser = z.infer<typeof KnownUser>

const FormerUser = z.object({ id, name, email: z.email().optional() })

/** All users of a lake, and the names of those who were, since history still names them. */
export const UserList = z.object({ users: z.array(KnownUser), former: z.array(FormerUser).default([]) })
export type UserList = z.infer<typeof UserList>

/** A change of the list and whom it is about, or a sentence on why it cannot be. */
export type Changed = { ok: true; list: UserList; user: KnownUser } | { ok: false; sentence: string }

/** The user of a name or an email address, in capital letters or not. */
export function userNamed(list: UserList, nameOrEmail: string): KnownUser | undefined {
  const wanted = folded(nameOrEmail)
  return list.users.find(({ name, email }) => folded(name) === wanted || (email && folded(email) === wanted))
}

/** The list with one user more. The first must be an administrator, since from then on everyone has to log in. */
export function withUser(list: UserList, asked: KnownUser): Changed {
  const read = KnownUser.safeParse(asked)
  if (!read.success) return { ok: false, sentence: wrongUser(asked, read.error) }
  const user = read.data
  const taken = [user.name, user.email].find((word) => word !== undefined && userNamed(list, word))
  if (taken !== undefined) return { ok: false, sentence: `Cannot add "${taken}": there is a user of that name already` }
  return settled({ ...list, users: [...list.users, user] }, user, `Cannot add "${user.name}" as ${user.role}`)
}

/** The list without a user, whose name is kept for the history. */
export function withoutUser(list: UserList, nameOrEmail: string): Changed {
  const user = userNamed(list, nameOrEmail)
  if (!user) return unknown(list, nameOrEmail)
  const { id, name, email } = user
  const former = [...list.former, { id, name, ...(email !== undefined && { email }) }]
  const users = list.users.filter((other) => other !== user)
  return settled({ users, former }, user, `Cannot remove "${user.name}"`)
}

/** The list with something else about a user: the role, the password or the token. */
export function withChange(
  list: UserList,
  nameOrEmail: string,
  change: Partial<Pick<KnownUser, 'role' | 'password' | 'token'>>,
): Changed {
  const before = userNamed(list, nameOrEmail)
  if (!before) return unknown(list, nameOrEmail)
  const user = { ...before, ...change }
  const users = list.users.map((other) => (other === before ? user : other))
  return settled({ ...list, users }, user, `Cannot make "${user.name}" ${user.role}`)
}

/** Whether anyone of the list may do everything. */
export function hasAdministrator({ users }: UserList): boolean {
  return users.some(({ role }) => role === 'administrator')
}

function settled(list: UserList, user: KnownUser, attempt: string): Changed {
  if (list.users.length === 0 || hasAdministrator(list)) return { ok: true, list, user }
  return {
    ok: false,
    sentence: `${attempt}: where there are users, one must be an administrator; make someone that first, with --role administrator`,
  }
}

function unknown({ users }: UserList, nameOrEmail: string): Changed {
  const known = users.map(({ name }) => `"${name}"`).join(', ')
  return { ok: false, sentence: `There is no user "${nameOrEmail}"; the users are: ${known || 'nobody'}` }
}

function wrongUser({ name, email }: KnownUser, error: z.ZodError): string {
  return error.issues[0]?.path[0] === 'email'
    ? `Cannot add "${name}": "${email}" is no email address`
    : `Cannot add "${name}": a name has 1 to 80 letters, digits, spaces and signs`
}

/** A name or an address as it is compared: without spaces around it, and with no regard to capital letters. */
export function folded(text: string): string {
  return text.trim().normalize('NFKC').toLowerCase()
}
