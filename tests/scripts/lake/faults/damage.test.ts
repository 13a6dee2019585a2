import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, test } from 'vitest'
import { type Lake, openLake } from '../../../../scripts/lake/lake.ts'
import { Problem } from '../../../../scripts/terminal/problem.ts'
import { endedLake } from '../../../rigs/lake-process.ts'
import { runs } from '../../../rigs/runs.ts'
import { seededChance } from '../../../rigs/seeded-chance.ts'
import { type Damage, damages } from './damage.ts'
import { nothingYet, type Standing, workOnce } from './desk-work.ts'
import { verdictOn } from './verdict.ts'

const place = mkdtempSync(join(tmpdir(), 'notits-damage-'))
afterAll(() => rmSync(place, { recursive: true }))

/** A lake after a day's work, closed as it should be. */
const sound = worked(join(place, 'sound'))

const whatToDo =
  /^Cannot open the lake: .+ is damaged \(.+\); nothing was changed; put back a backup of the folder, or /

/** What is damaged inside of a text of the history is found when it is read, if it is found. */
const endurable = ['refused', 'right', 'fails at what it cannot read', 'wrong about history']

describe('a lake whose closed database was damaged', () => {
  test.each(Object.entries(damages))(
    'by %s is refused and left as it is, or has the documents it had',
    async (_, damage) => {
      for (let seed = 1; seed <= runs(12, 300); seed++) {
        const outcome = await outcomeOf(damage, seed)
        expect(endurable, `seed ${seed}: ${outcome}`).toContain(outcome)
      }
    },
  )
})

describe('a file that is no database of a lake', () => {
  const foreign = /is a database of some other program; choose another folder/
  const files: [string, Uint8Array, RegExp][] = [
    ['a text', Buffer.from('Husk mælk. '.repeat(1000)), whatToDo],
    ['a short text', Buffer.from('Husk mælk.'), whatToDo],
    ['nothing but zeros', Buffer.alloc(20_000), whatToDo],
    ['the first half of one', sound.bytes.subarray(0, sound.bytes.length / 2), whatToDo],
    ['ten bytes of one', sound.bytes.subarray(0, 10), whatToDo],
    ['one of another program', databaseFile('CREATE TABLE notes (text)'), foreign],
    ['one of another program, without tables', databaseFile('PRAGMA user_version = 7'), foreign],
    ['one of another program, in WAL mode', databaseFile('PRAGMA journal_mode = WAL; CREATE TABLE a (b)'), foreign],
    [
      'one of a later version',
      databaseFile('PRAGMA user_version = 999', sound.bytes),
      /by a newer version .+; update Notits/,
    ],
  ]
  test.each(files)('such as %s is refused and left as it is', (_, bytes, sentence) => {
    const folder = folderWith(bytes)
    const refusal = refusalOf(folder)
    expect(refusal).toMatch(sentence)
    expect(refusal).toContain(join(folder, 'lake.db'))
    expect(readdirSync(folder)).toEqual(['lake.db', 'lake.lock'])
    expect(readFileSync(join(folder, 'lake.db')).equals(bytes)).toBe(true)
  })

  test('such as an empty one beside assets is refused and left as it is', () => {
    const folder = folderWith(Buffer.of())
    mkdirSync(join(folder, 'assets'))
    expect(refusalOf(folder)).toMatch(whatToDo)
    expect(readFileSync(join(folder, 'lake.db'))).toHaveLength(0)
  })

  test('ends the command with exit code 1 and that sentence alone', async () => {
    const home = join(place, 'home')
    const folder = join(home, 'lake')
    cpSync(folderWith(Buffer.from('Husk mælk. '.repeat(1000))), folder, { recursive: true })
    const { exitCode, complaint } = await endedLake(home)
    expect(exitCode).toBe(1)
    expect(complaint).toMatch(whatToDo)
    expect(complaint.trimEnd()).not.toContain('\n')
    expect(existsSync(join(folder, 'assets'))).toBe(false)
  })
})

async function outcomeOf(damage: Damage, seed: number): Promise<string> {
  const bytes = damage(Buffer.from(sound.bytes), seededChance(seed))
  const folder = folderWith(bytes)
  try {
    const lake = lakeIn(folder)
    const outcome = await shownBy(lake)
    closeIfPossible(lake)
    return outcome
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault
    const unchanged = bytes.equals(readFileSync(join(folder, 'lake.db')))
    return unchanged ? 'refused' : `refused, but the file was changed: ${fault.message}`
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Reads all there is. */
async function shownBy(lake: Lake): Promise<string> {
  try {
    const verdict = await verdictOn(lake, [sound.standing])
    if (verdict.ok) return 'right'
    return verdict.fault.startsWith('history') ? 'wrong about history' : `wrong about ${verdict.fault}`
  } catch {
    return 'fails at what it cannot read'
  }
}

function closeIfPossible(lake: Lake): void {
  try {
    lake.close()
  } catch {
    // A damaged database may not close either.
  }
}

function refusalOf(folder: string): string {
  try {
    lakeIn(folder).close()
  } catch (fault) {
    if (fault instanceof Problem) return fault.message
    throw fault
  }
  return 'it opened'
}

function worked(folder: string): { bytes: Buffer; standing: Standing } {
  const chance = seededChance(1)
  const lake = lakeIn(folder)
  let standing = nothingYet
  for (let at = 0; at < 60; at++) standing = workOnce(lake, standing, `t-${at}`, chance)
  lake.close()
  return { bytes: readFileSync(join(folder, 'lake.db')), standing }
}

function lakeIn(folder: string): Lake {
  let ids = 0
  const chance = { transactionId: () => `t${++ids}`, documentId: () => `d${++ids}` }
  return openLake({
    folder,
    clock: () => '2026-03-03T12:00:00.000Z',
    chance,
    projectId: 'notits',
    dataset: 'production',
  })
}

function folderWith(bytes: Uint8Array): string {
  const folder = mkdtempSync(join(place, 'lake-'))
  writeFileSync(join(folder, 'lake.db'), bytes)
  return folder
}

/** The bytes of a database that SQL has been carried out on. */
function databaseFile(sql: string, before: Uint8Array = Buffer.of()): Buffer {
  const file = join(folderWith(before), 'lake.db')
  const database = new DatabaseSync(file)
  database.exec(sql)
  database.close()
  return readFileSync(file)
}
