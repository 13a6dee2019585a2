import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../../terminal/clock.ts'
import { Problem } from '../../terminal/problem.ts'

/** Milliseconds that a publish waits for another one to end. */
const longestWait = 600_000
const pause = 25

/**
 * Waits until no other publish of this newsroom runs, in this process or another, and holds the turn until disposed of.
 * The lock is one that the system itself drops when a process dies, so a killed publish never stands in the way.
 * @throws Problem when the other publish does not end within ten minutes, or the lock's file is damaged
 */
export async function takeTurn(file: string, clock: Clock, signal?: AbortSignal): Promise<Disposable> {
  mkdirSync(dirname(file), { recursive: true })
  const lock = new DatabaseSync(file)
  try {
    const start = clock.elapsed()
    while (!locked(lock)) {
      if (clock.elapsed() - start > longestWait) throw new Problem(stuck(file))
      await clock.wait(pause, signal)
    }
  } catch (fault) {
    lock.close()
    throw errcodeOf(fault) === SQLITE_NOTADB ? new Problem(damaged(file), { cause: fault }) : fault
  }
  return { [Symbol.dispose]: () => lock.close() }
}

function locked(lock: DatabaseSync): boolean {
  try {
    lock.exec('begin exclusive')
    return true
  } catch (fault) {
    if (errcodeOf(fault) === SQLITE_BUSY) return false
    throw fault
  }
}

/** https://www.sqlite.org/rescode.html */
const SQLITE_BUSY = 5
const SQLITE_NOTADB = 26

function errcodeOf(fault: unknown): unknown {
  return fault instanceof Error && 'errcode' in fault ? fault.errcode : undefined
}

function stuck(file: string): string {
  return `Could not publish: another publish has held ${file} for ten minutes; end it, and publish again`
}

function damaged(file: string): string {
  return `Could not publish: ${file} is damaged; it holds nothing but a lock, so remove it, and publish again`
}
