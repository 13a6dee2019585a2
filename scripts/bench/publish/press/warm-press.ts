import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline/promises'
import { unlessAborted } from '../../../terminal/interruption.ts'
import { Problem } from '../../../terminal/problem.ts'
import { ended } from '../../lake/lake-process.ts'
import { type Memory, memoryOf, workOf } from '../../lake/memory.ts'
import type { Program } from './command.ts'
import { type Told, toldIn } from './told.ts'

/** A publish that the press has told of, and when it did, by `performance.now()`. */
export type Heard = Told & { at: number }

/** The first publish of a press may be a whole site, in milliseconds. */
const firstPatience = 3_600_000

/**
 * Starts `notits publish --watch` and waits until it has published once.
 * @throws Problem with its own last words when it ends before that
 */
export async function startWarmPress(words: readonly string[], start: Program): Promise<WarmPress> {
  const { program, environment, signal } = start
  const child = spawn(process.execPath, [program, 'publish', '--watch', '--json', ...words], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const press = new WarmPress(child, signal)
  createInterface(child.stdout).on('line', (line) => press.says(line))
  createInterface(child.stderr).on('line', (line) => press.remarks(line))
  child.on('close', () => press.says(''))
  try {
    await press.next(0, () => true, firstPatience)
    return press
  } catch (fault) {
    await ended(child)
    throw fault
  }
}

/** How many of its last words are kept. */
const memorable = 20

/** A press that goes on publishing, in a process of its own; disposing of it ends it. */
export class WarmPress implements AsyncDisposable {
  readonly #child: ChildProcess
  readonly #signal: AbortSignal
  readonly #heard: Heard[] = []
  readonly #remarks: string[] = []
  #news = Promise.withResolvers<void>()

  constructor(child: ChildProcess, signal: AbortSignal) {
    this.#child = child
    this.#signal = signal
  }

  /** Hears a line of its output; an empty one when there will be no more. */
  says(line: string): void {
    const told = toldIn(line)
    if (told) this.#heard.push({ ...told, at: performance.now() })
    this.#news.resolve()
    this.#news = Promise.withResolvers()
  }

  /** Hears what it says to people. */
  remarks(line: string): void {
    this.#remarks.push(line)
    if (this.#remarks.length > memorable) this.#remarks.shift()
  }

  /** How many publishes it has told of so far. */
  count(): number {
    return this.#heard.length
  }

  /** The publishes told of from that number on. */
  since(number: number): Heard[] {
    return this.#heard.slice(number)
  }

  /**
   * The first publish from that number on of which the condition holds.
   * @throws Problem when none comes in so many milliseconds, or the press has ended
   */
  async next(number: number, condition: (heard: Heard) => boolean, patience: number): Promise<Heard> {
    const limit = AbortSignal.any([this.#signal, AbortSignal.timeout(patience)])
    for (;;) {
      const found = this.since(number).find(condition)
      if (found) return found
      if (this.#child.exitCode !== null || this.#child.signalCode !== null)
        throw new Problem(`notits publish --watch has ended and said "${this.#remarks.join('\n').slice(-500)}"`)
      await unlessAborted(limit, this.#news.promise).catch((fault) => {
        throw this.#signal.aborted ? fault : new Problem(`The press did not tell of the change in ${patience} ms`)
      })
    }
  }

  /** What it takes of the machine's memory, where the system tells. */
  memory(): Promise<Memory | undefined> {
    return memoryOf(this.#child.pid ?? 0)
  }

  /** The seconds that its process has worked so far, where the system tells. */
  work(): Promise<number | undefined> {
    return workOf(this.#child.pid ?? 0)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await ended(this.#child)
  }
}
