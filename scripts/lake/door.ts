import { join } from 'node:path'
import { asDate } from '#schemas/dates.ts'
import { Problem } from '../terminal/problem.ts'
import { Callers } from './http/callers.ts'
import { isExposed, type OwnAddresses, ownAddresses, type Place } from './http/own-addresses.ts'
import { LoginAttempts } from './users/login-attempts.ts'
import { Sessions } from './users/sessions.ts'
import { UserFile } from './users/user-file.ts'
import { hasAdministrator } from './users/user-list.ts'

/** Under which names a lake answers, and whom. */
export type Door = { own: OwnAddresses; users: UserFile; callers: Callers; attempts: LoginAttempts }

type Frame = {
  home: string
  port: number
  place: Place
  /** The home's own token, and what the Studio's cookie holds where nobody logs in. */
  secrets: { token: string; session: string }
  clock: () => string
  newSecret: () => string
}

/** The door of a lake on this port. Keeps who is logged in in `home/sessions.json`. */
export function doorOf({ home, port, place, secrets, clock, newSecret }: Frame): Door {
  const now = () => asDate(clock()).getTime()
  const users = new UserFile(home)
  const sessions = new Sessions(join(home, 'sessions.json'), now, newSecret)
  // Cookies know no ports: two lakes on one machine would log each other out.
  const proofs = { ...secrets, cookieName: `notits-${port}` }
  const callers = new Callers(proofs, users, sessions, isExposed(place))
  return { own: ownAddresses(port, place), users, callers, attempts: new LoginAttempts(now) }
}

/**
 * Where others can reach it, a lake must know who they are.
 * @throws {Problem} when they could and there is no administrator to log in, or when the list of users cannot be read
 */
export function mustHaveAdministrator(home: string, place: Place): void {
  const list = new UserFile(home).list()
  if (!isExposed(place) || hasAdministrator(list)) return
  const where = [place.host, ...(place.urls ?? [])].join(' and ')
  throw new Problem(
    `Cannot serve the lake at ${where}: there is nobody who could log in; add an administrator with npx notits users add NAME --role administrator`,
  )
}
