import { type BigIntStats, mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Problem } from '../../terminal/problem.ts'
import { jsonIn, writePrivately } from './private-file.ts'
import { UserList } from './user-list.ts'

/** The users of a lake as its home folder keeps them: read anew when the file is another, so that a running lake follows. */
export class UserFile {
  readonly #path: string
  #seen: { stamp: string; list: UserList } | undefined

  constructor(home: string) {
    this.#path = join(home, 'users.json')
  }

  /**
   * The users as they are now; nobody, when there is no such file.
   * @throws {Problem} when the file holds something else
   */
  list(): UserList {
    const stamp = stampOf(statSync(this.#path, { bigint: true, throwIfNoEntry: false }))
    if (this.#seen?.stamp !== stamp) this.#seen = { stamp, list: this.#read() }
    return this.#seen.list
  }

  /** Keeps the list, for this process and all others. Makes the home folder if it is missing. */
  keep(list: UserList): void {
    mkdirSync(dirname(this.#path), { recursive: true })
    writePrivately(this.#path, `${JSON.stringify(list, undefined, 2)}\n`)
  }

  #read(): UserList {
    const read = UserList.safeParse(this.#json() ?? { users: [] })
    if (read.success) return read.data
    const where = read.error.issues[0]?.path.join('.') || 'its beginning'
    throw new Problem(
      `Cannot read the users in ${this.#path}: the file is not as expected at ${where}; mend it or fetch it from a copy, and nobody can log in until then`,
    )
  }

  #json(): unknown {
    try {
      return jsonIn(this.#path)
    } catch (fault) {
      const isAnother = fault instanceof SyntaxError || Object(fault).code === 'EISDIR'
      if (isAnother) return 'no JSON' // which is no list of users either
      throw fault
    }
  }
}

function stampOf(stats: BigIntStats | undefined): string {
  return stats ? `${stats.ino} ${stats.mtimeNs} ${stats.size}` : 'none'
}
