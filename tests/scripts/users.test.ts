import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startLake } from '../../scripts/lake.ts'
import { logIn } from '../rigs/lake-users.ts'

const notits = resolve(import.meta.dirname, '../../scripts/notits.ts')

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'notits-users-command-'))
})
afterEach(() => rmSync(home, { recursive: true }))

/** Runs `notits users …` on the home and gives its exit code and words. */
function users(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, NOTITS_HOME: home, SANITY_PROJECT_ID: '' }
  const { promise, resolve: done } = Promise.withResolvers<{ code: number; out: string; err: string }>()
  execFile(process.execPath, [notits, 'users', ...words], { env }, (fault, out, err) => {
    done({ code: Number(fault?.code ?? 0), out, err })
  })
  return promise
}

const secretIn = (out: string) => /shown only now: (\S+)\n/.exec(out)?.[1] ?? 'none'

describe('notits users', () => {
  test('adds people whom a running lake lets in at once, with a password that is shown once and kept nowhere', async () => {
    const lake = await startLake({ home, port: 0, report: () => {} })
    const added = await users('add', 'Mette Holm', '--role', 'administrator', '--email', 'mette@avis.example')
    expect(added).toMatchObject({ code: 0, err: '' })
    expect(added.out).toMatch(/^Password, shown only now: .{19}\nAdded Mette Holm as administrator; there is 1 user \(/)
    const password = secretIn(added.out)
    expect(readFileSync(join(home, 'users.json'), 'utf8')).not.toContain(password)
    expect(await logIn(lake.url, { name: 'mette@avis.example', password })).toBeDefined()
    const renewed = await users('password', 'mette holm')
    expect(await logIn(lake.url, { name: 'Mette Holm', password })).toBeUndefined()
    expect(await logIn(lake.url, { name: 'Mette Holm', password: secretIn(renewed.out) })).toBeDefined()
    await lake.close()
  })

  test('gives roles and tokens, lists everyone, and removes', async () => {
    const lake = await startLake({ home, port: 0, report: () => {} })
    await users('add', 'Mette Holm', '--role', 'administrator')
    await users('add', 'Ole Krog')
    expect((await users('role', 'Ole Krog', '--role', 'viewer')).out).toContain(
      'Ole Krog is now viewer; there are 2 users',
    )
    const token = secretIn((await users('token', 'Ole Krog')).out)
    const me = () => fetch(`${lake.url}/v1/users/me`, { headers: { authorization: `Bearer ${token}` } })
    expect(await (await me()).json()).toMatchObject({ name: 'Ole Krog', role: 'viewer' })
    expect((await users()).out).toBe('Mette Holm  administrator\nOle Krog    viewer         token\n')
    expect((await users('remove', 'Ole Krog')).out).toContain('Removed Ole Krog; there is 1 user')
    expect((await me()).status).toBe(401)
    await lake.close()
  })

  test('says what it would do, and does nothing', async () => {
    const { code, out } = await users('add', 'Mette Holm', '--role', 'administrator', '--dry-run')
    expect([code, out]).toEqual([0, expect.stringMatching(/^Nothing was changed: this would leave 1 user \(/)])
    expect((await users()).out).toMatch(/^There are no users: the Studio asks nobody who they are/)
  })

  test.each([
    [['add', 'Ole Krog'], 'Cannot add "Ole Krog" as editor: where there are users, one must be an administrator'],
    [['remove', 'Ole Krog'], 'There is no user "Ole Krog"; the users are: nobody'],
    [['add', 'Ole Krog', '--role', 'chef'], 'Allowed choices are administrator, editor, viewer.'],
    [['role', 'Ole Krog'], "required option '--role <role>' not specified"],
  ])('ends %j with 1 and a sentence', async (words, sentence) => {
    const { code, err } = await users(...words)
    expect([code, err]).toEqual([1, expect.stringContaining(sentence)])
    expect(err).not.toContain('    at ')
  })
})
