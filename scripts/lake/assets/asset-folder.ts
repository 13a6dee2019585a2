import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The bytes of all assets, one file each, named by their hash. What has a final name is complete: bytes are written
 * under a temporary one, forced to disk, and only then renamed.
 */
export class AssetFolder {
  readonly #folder: string
  #writes = 0

  private constructor(folder: string) {
    this.#folder = folder
  }

  /** Opens the folder, or makes it, and clears away what an interrupted upload may have left. */
  static async open(folder: string): Promise<AssetFolder> {
    await mkdir(folder, { recursive: true })
    const unfinished = (await readdir(folder)).filter((name) => name.endsWith('.part'))
    await Promise.all(unfinished.map((name) => rm(join(folder, name), { force: true })))
    return new AssetFolder(folder)
  }

  /** Keeps the bytes under the name; when this returns they have reached the disk. A file that was damaged is made whole again. */
  async keep(name: string, bytes: Uint8Array): Promise<void> {
    const path = join(this.#folder, name)
    const there = await this.bytes(name)
    if (there && Buffer.compare(there, bytes) === 0) return
    this.#writes += 1
    const unfinished = `${path}.${process.pid}-${this.#writes}.part`
    try {
      await written(unfinished, bytes)
      await rename(unfinished, path)
    } catch (fault) {
      await rm(unfinished, { force: true })
      throw fault
    }
    await synced(this.#folder)
  }

  /** The bytes of an asset, or undefined when there are none by that name. `name` has passed `isAssetName`. */
  async bytes(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return readFile(join(this.#folder, name)).catch(unlessMissing)
  }
}

async function written(path: string, bytes: Uint8Array): Promise<void> {
  await using file = await open(path, 'wx')
  await file.writeFile(bytes)
  await file.sync()
}

async function synced(folder: string): Promise<void> {
  await using handle = await open(folder, 'r')
  await handle.sync()
}

function unlessMissing(fault: NodeJS.ErrnoException): undefined {
  if (fault.code !== 'ENOENT') throw fault
  return undefined
}
