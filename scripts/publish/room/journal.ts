import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

/** What an unfinished publish may have left undone: these addresses, or any. */
export type Undone = readonly string[] | 'everything'

/**
 * The memory of a publish under way. It is written before the edition changes and removed after the last file stands;
 * so whoever finds it knows which addresses to compare anew.
 */
export interface Journal {
  /** What the last publish left undone; nothing after one that ended well. */
  undone(): Undone
  begin(undone: Undone): void
  end(): void
}

const Entry = z.object({ undone: z.union([z.literal('everything'), z.array(z.string())]) })

/** The journal kept in this file. One that cannot be read counts as a publish that left everything undone. */
export function journalIn(file: string): Journal {
  return {
    undone() {
      if (!existsSync(file)) return []
      try {
        return Entry.parse(JSON.parse(readFileSync(file, 'utf8'))).undone
      } catch {
        return 'everything'
      }
    },
    begin(undone) {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(`${file}.part`, JSON.stringify({ undone }))
      renameSync(`${file}.part`, file)
    },
    end() {
      rmSync(file, { force: true })
    },
  }
}
