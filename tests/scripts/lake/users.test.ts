import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LoginAttempts } from '../../../scripts/lake/users/login-attempts.ts'
import { isRight, keptPassword, passwordOf } from '../../../scripts/lake/users/password.ts'
import { allows, Role } from '../../../scripts/lake/users/role.ts'
import { Sessions, sessionLife } from '../../../scripts/lake/users/sessions.ts'
import { UserFile } from '../../../scripts/lake/users/user-file.ts'
import {
  type KnownUser,
  type UserList,
  userNamed,
  withChange,
  withoutUser,
  withUser,
} from '../../../scripts/lake/users/user-list.ts'
import { Problem } from '../../../scripts/terminal/problem.ts'
import { changed } from '../../rigs/lake-users.ts'

const nobody: UserList = { users: [], former: [] }

function aUser(given: Partial<KnownUser> = {}): KnownUser {
  const password = { salt: 'a-salt-of-one-user', key: 'A'.repeat(43) }
  return { id: 'pmetteholm', name: 'Mette Holm', role: 'administrator', password, ...given }
}

const ole = aUser({ id: 'polekrog1', name: 'Ole Krog', role: 'editor', email: 'ole@avis.example' })
const both = changed(withUser(changed(withUser(nobody, aUser())), ole))

const sentence = (change: ReturnType<typeof withUser>) => (change.ok ? 'done' : change.sentence)

describe('the list of users', () => {
  test('finds someone by name or email address, however it is written', () => {
    for (const word of ['Ole Krog', ' ole krog ', 'OLE@avis.example'])
      expect(userNamed(both, word)?.id).toBe('polekrog1')
    expect(userNamed(both, 'Ole')).toBeUndefined()
  })

  test('has no two of one name, nor a name that is another’s address', () => {
    expect(sentence(withUser(both, aUser({ name: 'OLE KROG' })))).toBe(
      'Cannot add "OLE KROG": there is a user of that name already',
    )
    expect(sentence(withUser(both, aUser({ name: 'Ny', email: 'Ole@Avis.example' })))).toContain('"Ole@Avis.example"')
  })

  test.each([
    [{ name: ' ' }, 'Cannot add " ": a name has 1 to 80 letters, digits, spaces and signs'],
    [{ name: 'To\nlinjer' }, 'Cannot add "To\nlinjer": a name has'],
    [{ name: 'Ny', email: 'ny' }, 'Cannot add "Ny": "ny" is no email address'],
  ])('takes no %j', (given, expected) => {
    expect(sentence(withUser(both, aUser(given)))).toContain(expected)
  })

  test('always holds an administrator, unless it is empty', () => {
    expect(sentence(withUser(nobody, ole))).toMatch(/^Cannot add "Ole Krog" as editor: .*must be an administrator/)
    expect(sentence(withChange(both, 'Mette Holm', { role: 'editor' }))).toMatch(/^Cannot make "Mette Holm" editor: /)
    expect(sentence(withoutUser(both, 'Mette Holm'))).toMatch(/^Cannot remove "Mette Holm": /)
    expect(changed(withoutUser(changed(withoutUser(both, 'Ole Krog')), 'Mette Holm')).users).toEqual([])
  })

  test('keeps the name of someone who was removed, and their place free', () => {
    const without = changed(withoutUser(both, 'ole krog'))
    expect(without.former).toEqual([{ id: 'polekrog1', name: 'Ole Krog', email: 'ole@avis.example' }])
    expect(withUser(without, aUser({ id: 'panotherole', name: 'Ole Krog' }))).toMatchObject({ ok: true })
  })

  test('names those it has when asked for someone else', () => {
    const expected = 'There is no user "Per"; the users are: "Mette Holm", "Ole Krog"'
    expect(sentence(withChange(both, 'Per', { role: 'viewer' }))).toBe(expected)
    expect(sentence(withoutUser(nobody, 'Per'))).toBe('There is no user "Per"; the users are: nobody')
  })
})

describe('a role', () => {
  test('lets viewers read, editors write, and administrators purge history', () => {
    const table = Role.options.map((role) => [
      role,
      allows(role, 'read'),
      allows(role, 'update'),
      allows(role, 'editHistory'),
    ])
    expect(table).toEqual([
      ['administrator', true, true, true],
      ['editor', true, true, false],
      ['viewer', true, false, false],
    ])
  })
})

describe('a password', () => {
  test('is made of 16 signs that are not taken for each other', () => {
    const password = passwordOf(Uint8Array.from({ length: 16 }, (_, place) => place * 17))
    expect(password).toMatch(/^[a-km-np-z2-9]{4}(-[a-km-np-z2-9]{4}){3}$/)
    expect(passwordOf(new Uint8Array(16).fill(31))).toBe('9999-9999-9999-9999')
  })

  test('is kept as something that tells it from others and does not hold it', async () => {
    const kept = await keptPassword('blåbærgrød', 'some salt of chance')
    expect(JSON.stringify(kept)).not.toContain('blåbærgrød')
    expect(await isRight('blåbærgrød', kept)).toBe(true)
    expect(await isRight(' blåbærgrød '.normalize('NFD'), kept)).toBe(true)
    expect(await isRight('blåbærgrøD', kept)).toBe(false)
    expect(await isRight('blåbærgrød', undefined)).toBe(false)
  })
})

describe('what is kept in the home folder', () => {
  let home: string
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'notits-users-'))
  })
  afterEach(() => rmSync(home, { recursive: true }))

  test('is readable for its owner alone, and seen at once by whoever has the file open', () => {
    const [lake, command] = [new UserFile(home), new UserFile(home)]
    expect(lake.list()).toEqual(nobody)
    command.keep(both)
    expect(lake.list()).toEqual(both)
    command.keep(changed(withoutUser(both, 'Ole Krog')))
    expect(lake.list().users).toHaveLength(1)
    expect(statSync(join(home, 'users.json')).mode & 0o777).toBe(0o600)
  })

  test.each(['', '{', '{"users": 7}', '{"users": [{"name": "Mette"}]}'])('is refused when it holds %j', (text) => {
    writeFileSync(join(home, 'users.json'), text)
    expect(() => new UserFile(home).list()).toThrow(Problem)
  })

  test('is refused when a folder is in the place of the list', () => {
    mkdirSync(join(home, 'users.json'))
    expect(() => new UserFile(home).list()).toThrow(Problem)
    expect(() => new UserFile(home).keep(both)).toThrow('EISDIR')
    expect(readdirSync(home)).toEqual(['users.json'])
  })

  describe('of a session', () => {
    const { users } = both
    let now = 0
    let made = 0
    const newToken = () => {
      made += 1
      return `secret-${made}`
    }
    const opened = () => new Sessions(join(home, 'sessions.json'), () => now, newToken)

    test('opens the lake to its user until it is logged out of, also after a restart', () => {
      const sessions = opened()
      const token = sessions.begin(ole)
      expect(sessions.userOf(token, both)?.name).toBe('Ole Krog')
      expect(opened().userOf(token, both)?.name).toBe('Ole Krog')
      expect(sessions.userOf('secret-0', both)).toBeUndefined()
      sessions.end(token)
      expect(sessions.userOf(token, both)).toBeUndefined()
      expect(opened().userOf(token, both)).toBeUndefined()
    })

    test('is no secret that opens anything, and for its owner alone', () => {
      const token = opened().begin(ole)
      const text = readFileSync(join(home, 'sessions.json'), 'utf8')
      expect(text).toContain('polekrog1')
      expect(text).not.toContain(token)
      expect(statSync(join(home, 'sessions.json')).mode & 0o777).toBe(0o600)
    })

    test('ends with the user and with the password, but not with the role', () => {
      const sessions = opened()
      const token = sessions.begin(ole)
      const as = (change: Partial<KnownUser>) => sessions.userOf(token, { ...both, users: [{ ...ole, ...change }] })
      expect(as({ role: 'viewer' })?.role).toBe('viewer')
      expect(as({ password: { salt: 'another-salt-now', key: 'A'.repeat(43) } })).toBeUndefined()
      expect(sessions.userOf(token, { ...both, users: users.slice(0, 1) })).toBeUndefined()
    })

    test('ends by itself when it is not used, and lives on when it is', () => {
      const sessions = opened()
      const token = sessions.begin(ole)
      now += sessionLife - 1
      expect(sessions.userOf(token, both)).toBeDefined()
      sessions.renew(token)
      now += sessionLife - 1
      expect(opened().userOf(token, both)).toBeDefined()
      now += 1
      expect(sessions.userOf(token, both)).toBeUndefined()
      sessions.begin(ole)
      expect(Object.keys(JSON.parse(readFileSync(join(home, 'sessions.json'), 'utf8')))).toHaveLength(1)
    })

    test('costs a new login, and no more, when the file is damaged', () => {
      writeFileSync(join(home, 'sessions.json'), '{"half')
      const sessions = opened()
      expect(sessions.userOf(sessions.begin(ole), both)).toBeDefined()
    })
  })
})

describe('one attempt to log in after another', () => {
  const second = 1000

  test('has to wait longer and longer after the fifth, for one user at a time', () => {
    let now = 0
    const attempts = new LoginAttempts(() => now)
    expect([1, 2, 3, 4, 5].map(() => attempts.begin('ole'))).toEqual([0, 0, 0, 0, 0])
    expect(attempts.begin('ole')).toBe(5)
    expect(attempts.begin('mette')).toBe(0)
    now += 5 * second
    expect(attempts.begin('ole')).toBe(0)
    expect(attempts.begin('ole')).toBe(10)
    now += 10 * second
    expect(attempts.begin('ole')).toBe(0)
    expect(attempts.begin('ole')).toBe(20)
  })

  test('starts anew after a right password, and after a quarter of an hour', () => {
    let now = 0
    const attempts = new LoginAttempts(() => now)
    for (let made = 0; made < 5; made += 1) attempts.begin('ole')
    attempts.succeed('ole')
    for (let made = 0; made < 5; made += 1) expect(attempts.begin('ole')).toBe(0)
    expect(attempts.begin('ole')).toBe(5)
    now += 15 * 60 * second
    expect(attempts.begin('ole')).toBe(0)
  })
})
