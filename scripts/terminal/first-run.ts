import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the first run asks of the newsroom it finds. */
export interface Newcomer {
  /** The folder of the newsroom's data. */
  home: string
  /** Whether the lake holds any document that an editor would miss. */
  holdsDocuments(): Promise<boolean>
  /** Puts the demo content in; may be called again after having been cut short. */
  fill(): Promise<unknown>
}

/**
 * Fills an empty newsroom once in its life. The home remembers it, so content that an editor deleted never comes back.
 * @returns whether the lake was filled now
 */
export async function fillOnFirstRun({ home, holdsDocuments, fill }: Newcomer): Promise<boolean> {
  const memory = join(home, 'first-run')
  const remember = (word: 'begun' | 'done'): void => {
    mkdirSync(home, { recursive: true })
    writeFileSync(memory, `${word}\n`)
  }
  const remembered = wordIn(memory)
  if (remembered === 'done') return false
  if (remembered !== 'begun' && (await holdsDocuments())) {
    remember('done')
    return false
  }
  remember('begun')
  await fill()
  remember('done')
  return true
}

function wordIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return '' // no memory yet: this home is new
  }
}
