import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { takeTurn } from '../../../../scripts/publish/room/turn.ts'
import { machineClock } from '../../../../scripts/terminal/clock.ts'
import { swiftClock } from '../../../rigs/swift-clock.ts'

const clock = machineClock({ now: () => new Date().toISOString(), chance: Math.random })

describe('taking turns', () => {
  let folder: string
  let file: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'notits-turn-'))
    file = join(folder, 'turn.db')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  test('lets one publish work at a time, however many come at once', async () => {
    let working = 0
    let most = 0
    const publish = async (): Promise<void> => {
      using _turn = await takeTurn(file, clock)
      most = Math.max(most, ++working)
      await clock.wait(1)
      working--
    }
    await Promise.all(Array.from({ length: 10 }, publish))
    expect([most, working]).toEqual([1, 0])
  })

  test('goes on when the process that held the turn was killed', async () => {
    const module = JSON.stringify(resolve(import.meta.dirname, '../../../../scripts/publish/room/turn.ts'))
    const program = `
      import { setTimeout } from 'node:timers/promises'
      const { takeTurn } = await import(${module})
      const clock = { elapsed: () => performance.now(), wait: (ms) => setTimeout(ms) }
      globalThis.turn = await takeTurn(${JSON.stringify(file)}, clock)
      process.stdout.write('held')
      setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    await expect(takeTurn(file, swiftClock())).rejects.toThrow('another publish has held')
    child.kill('SIGKILL')
    await once(child, 'close')
    using turn = await takeTurn(file, clock)
    expect(turn).toBeDefined()
  })

  test('says what to do when the lock’s file is damaged', async () => {
    writeFileSync(file, 'this is no database, but it is long enough to be taken for one'.repeat(20))
    await expect(takeTurn(file, clock)).rejects.toThrow(
      `Could not publish: ${file} is damaged; it holds nothing but a lock, so remove it, and publish again`,
    )
  })

  test('ends the wait when it is told to', async () => {
    using _turn = await takeTurn(file, clock)
    await expect(takeTurn(file, clock, AbortSignal.abort(new Error('told to stop')))).rejects.toThrow()
  })
})
