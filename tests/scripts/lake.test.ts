import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { describe, expect, test } from 'vitest'
import { lakeClient } from '../rigs/running-lake.ts'

const notits = resolve(import.meta.dirname, '../../scripts/notits.ts')

async function temporaryHome() {
  const home = await mkdtemp(join(tmpdir(), 'notits-command-'))
  return { home, [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }) }
}

function started(...options: string[]): ChildProcess {
  return spawn(process.execPath, [notits, 'lake', ...options], { stdio: ['ignore', 'pipe', 'pipe'] })
}

async function nextLine(command: ChildProcess): Promise<string> {
  if (!command.stdout) throw new Error('The command has no output')
  for await (const line of createInterface(command.stdout)) return line
  throw new Error('The command ended without a word')
}

async function ended(command: ChildProcess) {
  const output = Promise.all(
    [command.stdout, command.stderr].map(async (stream) => (await stream?.toArray())?.join('')),
  )
  const [code] = await once(command, 'exit')
  const [out, err] = await output
  return { code, out, err }
}

describe('notits lake', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'runs until %s, ends cleanly, and has kept what was written',
    async (signal) => {
      await using place = await temporaryHome()
      for (const expected of [0, 1]) {
        const command = started('--home', place.home, '--port', '0')
        const url = /http:\/\/localhost:\d+/.exec(await nextLine(command))?.[0] ?? 'nowhere'
        const client = lakeClient(url, (await readFile(join(place.home, 'token'), 'utf8')).trim())
        expect(await client.fetch('count(*)')).toBe(expected)
        await client.createIfNotExists({ _id: 'note-1', _type: 'note' })
        command.kill(signal)
        expect(await ended(command)).toMatchObject({ code: 0, err: '' })
        expect(existsSync(join(place.home, 'lake.json'))).toBe(false)
      }
    },
  )

  test('says in a sentence what is wrong with its port', async () => {
    const { code, err } = await ended(started('--port', '70000'))
    expect(code).toBe(1)
    expect(err).toContain('It must be a number from 0 to 65535.')
  })
})
