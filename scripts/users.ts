import { randomBytes } from 'node:crypto'
import { Command, Option } from 'commander'
import { digestOf, keptPassword, passwordOf } from './lake/users/password.ts'
import { Role } from './lake/users/role.ts'
import { UserFile } from './lake/users/user-file.ts'
import { type Changed, type UserList, withChange, withoutUser, withUser } from './lake/users/user-list.ts'
import { counted, readableDuration } from './terminal/duration.ts'
import { Problem } from './terminal/problem.ts'
import { readSettings } from './terminal/settings.ts'

type Options = { home?: string; dryRun?: boolean; role?: Role; email?: string }

/** `notits users`: who may log in to the embedded lake and its Studio, and what they may do there. */
export function usersCommand(): Command {
  const users = new Command('users')
    .description('Says who may log in to the embedded lake and its Studio. A lake that runs follows at once.')
    .option('--home <dir>', 'the folder that holds the data (else NOTITS_HOME)')
    .option('--dry-run', 'only say what would be changed')
    .action((options: Options) => showList(usersIn(options).list()))
  const tasks = [
    task('add', 'adds a user, and shows the password once')
      .addOption(roleOption().default('editor'))
      .option('--email <address>', 'an address to log in by as well')
      .action(add),
    task('role', 'gives a user another role').addOption(roleOption().makeOptionMandatory()).action(changeRole),
    task('password', 'gives a user a new password, shows it once, and ends the sessions of the old').action(renew),
    task('token', 'gives a user a new token for programs, shows it once, and ends the old').action(giveToken),
    task('remove', 'removes a user; the history keeps the name').action(remove),
  ]
  return tasks.reduce((command, next) => command.addCommand(next), users)
}

function task(name: string, description: string): Command {
  return new Command(name).description(description).argument('<name>', 'the user’s name, or email address once added')
}

function roleOption(): Option {
  return new Option('--role <role>', 'what the user may do').choices(Role.options)
}

async function add(name: string, { role = 'editor', email }: Options, command: Command): Promise<void> {
  const shown = passwordOf(randomBytes(16))
  const password = await keptPassword(shown, randomBytes(16).toString('base64url'))
  const user = { id: `p${randomBytes(8).toString('hex')}`, name, role, password, ...(email !== undefined && { email }) }
  settle(command, `Added ${name} as ${role}`, (list) => withUser(list, user), { what: 'Password', secret: shown })
}

function changeRole(name: string, { role = 'viewer' }: Options, command: Command): void {
  settle(command, `${name} is now ${role}`, (list) => withChange(list, name, { role }))
}

function remove(name: string, _: Options, command: Command): void {
  settle(command, `Removed ${name}`, (list) => withoutUser(list, name))
}

async function renew(name: string, _: Options, command: Command): Promise<void> {
  const shown = passwordOf(randomBytes(16))
  const password = await keptPassword(shown, randomBytes(16).toString('base64url'))
  const change = (list: UserList) => withChange(list, name, { password })
  settle(command, `Gave ${name} a new password`, change, { what: 'Password', secret: shown })
}

function giveToken(name: string, _: Options, command: Command): void {
  const secret = randomBytes(24).toString('base64url')
  const change = (list: UserList) => withChange(list, name, { token: digestOf(secret) })
  settle(command, `Gave ${name} a new token`, change, { what: 'Token', secret })
}

/** Carries out a change, unless it is only to be told of; a secret is shown when it holds, and kept nowhere. */
function settle(
  command: Command,
  done: string,
  change: (list: UserList) => Changed,
  shown?: { what: string; secret: string },
): void {
  const options: Options = command.optsWithGlobals()
  const file = usersIn(options)
  const changed = change(file.list())
  if (!changed.ok) throw new Problem(changed.sentence)
  const count = counted(changed.list.users.length, 'user')
  const took = readableDuration(performance.now())
  if (options.dryRun) {
    console.log(`Nothing was changed: this would leave ${count} (${took})`)
    return
  }
  file.keep(changed.list)
  if (shown) console.log(`${shown.what}, shown only now: ${shown.secret}`)
  console.log(`${done}; there ${changed.list.users.length === 1 ? 'is' : 'are'} ${count} (${took})`)
}

function showList({ users }: UserList): void {
  if (users.length === 0) {
    console.log(
      'There are no users: the Studio asks nobody who they are, and opens on this machine alone. The first user must be an administrator: npx notits users add NAME --role administrator',
    )
    return
  }
  const widest = Math.max(...users.map(({ name }) => name.length))
  for (const { name, role, email, token } of users) {
    console.log([name.padEnd(widest), role.padEnd(13), token ? 'token' : '     ', email ?? ''].join('  ').trimEnd())
  }
}

function usersIn({ home }: Options): UserFile {
  const settings = readSettings(process.env, home)
  if (!settings.hosted) return new UserFile(settings.home)
  throw new Problem(
    'The users of a hosted lake are kept at https://www.sanity.io/manage; remove SANITY_PROJECT_ID for those of the embedded lake',
  )
}
