import { createHash } from 'node:crypto'
import * as files from 'node:fs/promises'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AssetFolder, type Disk } from '../../../../scripts/lake/assets/asset-folder.ts'
import { runs } from '../../../rigs/runs.ts'
import { temporaryFolder } from '../../../rigs/temporary-folder.ts'

type File = { written: Buffer[]; safe: Buffer[] }

/** Writes on the real disk, and knows what of it a power cut would leave: bytes and names that were not forced to disk may be lost. */
class ForgetfulDisk implements Disk {
  readonly #names = new Map<string, File>()
  #safeNames = new Map<string, File>()
  #steps: number
  readonly cut = Promise.withResolvers<never>()

  constructor(stepsToPowerCut: number) {
    this.#steps = stepsToPowerCut
  }

  async open(path: string, flags: 'wx' | 'r') {
    await this.#step()
    const handle = await files.open(path, flags)
    const file: File = { written: [], safe: [] }
    if (flags === 'wx') this.#names.set(basename(path), file)
    return {
      writeFile: async (bytes: Uint8Array) => {
        await this.#step()
        await handle.writeFile(bytes)
        file.written.push(Buffer.from(bytes))
      },
      sync: async () => {
        await this.#step()
        if (flags === 'wx') file.safe = [...file.written]
        else this.#safeNames = new Map(this.#names)
      },
      [Symbol.asyncDispose]: () => handle.close(),
    }
  }

  async rename(from: string, to: string) {
    await this.#step()
    await files.rename(from, to)
    const file = this.#names.get(basename(from))
    this.#names.delete(basename(from))
    if (file) this.#names.set(basename(to), file)
  }

  async rm(path: string) {
    await files.rm(path, { force: true })
    this.#names.delete(basename(path))
  }

  /** What a name leads to after the power cut, in the worst case; undefined when the name itself may be lost. */
  left(name: string): Buffer | undefined {
    const file = this.#safeNames.get(name)
    return file && Buffer.concat(file.safe)
  }

  /** What a name leads to when it happened to reach the disk, but nothing did that was not forced to. */
  found(): [string, Buffer][] {
    return [...this.#names, ...this.#safeNames].map(([name, file]) => [name, Buffer.concat(file.safe)])
  }

  async #step(): Promise<void> {
    this.#steps -= 1
    if (this.#steps > 0) return
    this.cut.reject(new Error('The power is gone'))
    await this.cut.promise
  }
}

const sha1 = (bytes: Uint8Array) => createHash('sha1').update(bytes).digest('hex')

async function* halves(bytes: Buffer) {
  yield bytes.subarray(0, bytes.length / 2)
  yield bytes.subarray(bytes.length / 2)
}

describe('an asset that was acknowledged', () => {
  test('is a whole file by the name of its hash after a power cut, and nothing else has such a name', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 3, max: 40 }),
        fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 6 }),
        async (steps, letters) => {
          await using place = await temporaryFolder('power')
          const disk = new ForgetfulDisk(steps)
          disk.cut.promise.catch(() => {})
          const acknowledged: string[] = []
          const assets = await AssetFolder.open(join(place.folder, 'assets'), disk)
          await Promise.allSettled(
            letters.map(async (letter) => {
              await using incoming = await assets.received(halves(Buffer.from(letter.repeat(1000))), 10_000)
              if (!incoming) throw new Error('It is not that large')
              await incoming.keepAs(`${incoming.sha1}.txt`)
              acknowledged.push(incoming.sha1)
            }),
          )
          for (const hash of acknowledged) expect(sha1(disk.left(`${hash}.txt`) ?? Buffer.alloc(0))).toBe(hash)
          for (const [name, bytes] of disk.found()) if (name.endsWith('.txt')) expect(`${sha1(bytes)}.txt`).toBe(name)
        },
      ),
      { numRuns: runs(100, 1000) },
    )
  })
})
