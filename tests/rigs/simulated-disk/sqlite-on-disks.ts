import openSqlite, { type Sqlite3Static, type sqlite3_file } from '@sqlite.org/sqlite-wasm'
import type { SimulatedDisk } from './simulated-disk.ts'
import { diskMethods, fileMethods, type OpenFiles } from './sqlite-methods.ts'

export interface SqliteOnDisks {
  sqlite3: Sqlite3Static
  /** The name of the file system, for SQLite. */
  vfs: string
  /** Lets SQLite find the files of a disk; gives the folder in which it does. */
  attach(disk: SimulatedDisk): string
  detach(folder: string): void
}

const vfsName = 'simulated'

/**
 * SQLite compiled to WebAssembly (of the same version as Node's own) on simulated disks. It has no shared memory, so a database
 * in WAL mode must be one process's own (`locking_mode = EXCLUSIVE`), as the lake's is.
 */
export async function sqliteOnDisks(): Promise<SqliteOnDisks> {
  const sqlite3 = await openSqlite()
  const { capi } = sqlite3
  // It would print every full disk.
  sqlite3.config.warn = () => {}
  const disks = new Map<string, SimulatedDisk>()
  const files: OpenFiles = new Map()
  const io = new capi.sqlite3_io_methods()
  const vfs = new capi.sqlite3_vfs()
  // Assigned so, since the package's typings forget the `$` of some members.
  Object.assign(io, { $iVersion: 1 })
  Object.assign(vfs, { $iVersion: 2, $szOsFile: sizeOf(new capi.sqlite3_file()), $mxPathname: 512 })
  sqlite3.vfs.installVfs({
    io: { struct: io, methods: fileMethods(sqlite3, files) },
    vfs: { struct: vfs, methods: diskMethods(sqlite3, disks, files, io.pointer), name: vfsName },
  })
  let attached = 0
  return {
    sqlite3,
    vfs: vfsName,
    attach(disk) {
      const folder = `/disk-${++attached}`
      disks.set(folder, disk)
      return folder
    },
    detach: (folder) => void disks.delete(folder),
  }
}

function sizeOf(file: sqlite3_file): number {
  const { sizeof } = file.structInfo
  file.dispose()
  return sizeof
}
