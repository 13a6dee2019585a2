import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ran } from '../../../../../scripts/bench/publish/press/command.ts'
import { temporaryFolder } from '../../../../rigs/temporary-folder.ts'

const environment = process.env

async function program(folder: string, code: string): Promise<string> {
  const file = join(folder, 'program.mjs')
  await writeFile(file, code)
  return file
}

describe('running a command to its end', () => {
  const { signal } = new AbortController()

  test('gives what it printed, however much, and how long it took', async () => {
    await using place = await temporaryFolder('bench-command')
    const file = await program(place.folder, 'process.stdout.write(process.argv[2].repeat(200_000))')
    const { ms, output } = await ran(['publish'], { program: file, environment, signal })
    expect(output).toHaveLength(1_400_000)
    expect(ms).toBeGreaterThan(0)
  })

  test('fails with its last words when it fails', async () => {
    await using place = await temporaryFolder('bench-command')
    const file = await program(place.folder, 'console.error("The lake is dry"); process.exit(3)')
    const running = ran(['publish'], { program: file, environment, signal })
    await expect(running).rejects.toThrow('notits publish ended with 3 and said "The lake is dry"')
  })

  test('ends it when it is interrupted, and waits until it has ended', async () => {
    await using place = await temporaryFolder('bench-command')
    const file = await program(place.folder, 'setInterval(() => {}, 1000)')
    const interrupting = new AbortController()
    const running = ran(['publish'], { program: file, environment, signal: interrupting.signal })
    interrupting.abort(new Error('Interrupted'))
    await expect(running).rejects.toThrow('Interrupted')
  })
})
