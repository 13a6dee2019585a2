import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PictureFile } from '#site'
import { pictureName } from './cache.ts'
import { byCut, encoded, proofOf } from './encoding.ts'

/** What the darkroom is told: one original, and the files to be made of it in a folder, so many of them at a time. */
export type Order = { original: Uint8Array; files: PictureFile[]; cache: string; abreast: number }

/** What it tells: that one more file is there; that all are; or why they cannot be made. */
export type News = { kind: 'file' } | { kind: 'done' } | { kind: 'failed'; why: string }

// Run by `darkroom.ts`. Whoever gave the order may be gone before it is done.
process.once('disconnect', () => process.exit())
process.on('message', (order: Order) => {
  develop(order).then(
    () => tell({ kind: 'done' }),
    (fault: unknown) => tell({ kind: 'failed', why: fault instanceof Error ? fault.message : String(fault) }),
  )
})

async function develop({ original, files, cache, abreast }: Order): Promise<void> {
  const bytes = Buffer.from(original.buffer, original.byteOffset, original.byteLength)
  for (const cut of byCut(files)) {
    const proof = await proofOf(bytes, cut[0])
    const largestFirst = cut.toSorted((one, other) => other.width - one.width || one.format.localeCompare(other.format))
    const work = async (): Promise<void> => {
      for (let next = largestFirst.shift(); next; next = largestFirst.shift()) {
        keep(await encoded(proof, next), join(cache, pictureName(next)))
        tell({ kind: 'file' })
      }
    }
    await Promise.all(Array.from({ length: abreast }, work))
  }
}

function keep(bytes: Buffer, file: string): void {
  const unfinished = `${file}.${process.pid}.part`
  // Without `flush`, a power cut could leave a name without its bytes, and nobody would ever make them again.
  writeFileSync(unfinished, bytes, { flush: true })
  renameSync(unfinished, file)
}

function tell(news: News): void {
  process.send?.(news)
}
