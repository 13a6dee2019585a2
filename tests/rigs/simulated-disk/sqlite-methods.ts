import type { Sqlite3Static, sqlite3_io_methods, sqlite3_vfs, WasmPointer } from '@sqlite.org/sqlite-wasm'
import { seededChance } from '../seeded-chance.ts'
import { SimulatedDisk } from './simulated-disk.ts'

type Place = { disk: SimulatedDisk; path: string }

type OpenFile = Place & {
  /** Its first sync is one of its folder as well: so does SQLite on Linux with a new journal, but not with a new database. */
  syncsNames: boolean
  forgotten: boolean
}

export type OpenFiles = Map<WasmPointer, OpenFile>

type FileMethods = Partial<Pick<sqlite3_io_methods, Extract<keyof sqlite3_io_methods, `x${string}`>>>
type DiskMethods = Partial<Pick<sqlite3_vfs, Extract<keyof sqlite3_vfs, `x${string}`>>>

/** What SQLite on Linux takes for granted of a disk. */
const sectorBytes = 4096

/** The time that SQLite sees: noon of 3 March 2026, as a Julian day. */
const noonInDays = 2_461_103

/** How SQLite uses a file that it has opened (https://www.sqlite.org/c3ref/io_methods.html). */
export function fileMethods(sqlite3: Sqlite3Static, files: OpenFiles): FileMethods {
  const opened = (pointer: WasmPointer): OpenFile => {
    const file = files.get(pointer)
    if (!file) throw new Error('SQLite used a file that it had not opened')
    return file
  }
  const close = (pointer: WasmPointer) => {
    const { disk, path, forgotten } = opened(pointer)
    if (forgotten) disk.delete(path)
    files.delete(pointer)
    return sqlite3.capi.SQLITE_OK
  }
  return { xClose: close, ...contentMethods(sqlite3, opened), ...soleUserMethods(sqlite3) }
}

function contentMethods({ capi, wasm }: Sqlite3Static, opened: (pointer: WasmPointer) => OpenFile): FileMethods {
  const memory = (start: WasmPointer, length: number) => wasm.heap8u().subarray(start, start + length)
  return {
    xRead(pointer, target, length, place) {
      const { disk, path } = opened(pointer)
      const from = Number(place) // 64 bits wide, so it comes as a BigInt
      const found = disk.bytes(path).subarray(from, from + length)
      const read = memory(target, length)
      read.set(found)
      if (found.length === length) return capi.SQLITE_OK
      read.fill(0, found.length)
      return capi.SQLITE_IOERR_SHORT_READ
    },
    xWrite(pointer, source, length, place) {
      const { disk, path } = opened(pointer)
      return disk.write(path, Number(place), memory(source, length)) ? capi.SQLITE_OK : capi.SQLITE_FULL
    },
    xTruncate(pointer, size) {
      const { disk, path } = opened(pointer)
      disk.truncate(path, Number(size))
      return capi.SQLITE_OK
    },
    xSync(pointer) {
      const file = opened(pointer)
      file.disk.sync(file.path)
      if (file.syncsNames) file.disk.syncNames()
      file.syncsNames = false
      return capi.SQLITE_OK
    },
    xFileSize(pointer, answer) {
      const { disk, path } = opened(pointer)
      wasm.poke64(answer, BigInt(disk.bytes(path).length))
      return capi.SQLITE_OK
    },
  }
}

function soleUserMethods({ capi, wasm }: Sqlite3Static): FileMethods {
  return {
    xLock: () => capi.SQLITE_OK,
    xUnlock: () => capi.SQLITE_OK,
    xCheckReservedLock(_, answer) {
      wasm.poke32(answer, 0)
      return capi.SQLITE_OK
    },
    xFileControl: () => capi.SQLITE_NOTFOUND,
    // Typed as if these two gave a result code, like all the others.
    xSectorSize: () => sectorBytes as 0,
    xDeviceCharacteristics: () => capi.SQLITE_IOCAP_POWERSAFE_OVERWRITE as unknown as 0,
  }
}

/** How SQLite opens, finds and deletes files (https://www.sqlite.org/c3ref/vfs.html). */
export function diskMethods(
  sqlite3: Sqlite3Static,
  disks: ReadonlyMap<string, SimulatedDisk>,
  files: OpenFiles,
  ioMethods: WasmPointer,
): DiskMethods {
  const placeOf = (name: WasmPointer): Place | undefined => {
    if (!name) return { disk: new SimulatedDisk(), path: 'temporary' }
    const whole = sqlite3.wasm.cstrToJs(name) ?? ''
    const slash = whole.indexOf('/', 1)
    const disk = disks.get(whole.slice(0, slash))
    return disk && { disk, path: whole.slice(slash + 1) }
  }
  return {
    xOpen: opening(sqlite3, placeOf, files, ioMethods),
    ...nameMethods(sqlite3, placeOf),
    ...machineMethods(sqlite3),
  }
}

function opening(
  { capi, wasm }: Sqlite3Static,
  placeOf: (name: WasmPointer) => Place | undefined,
  files: OpenFiles,
  ioMethods: WasmPointer,
): sqlite3_vfs['xOpen'] {
  const journals = capi.SQLITE_OPEN_MAIN_JOURNAL | capi.SQLITE_OPEN_SUPER_JOURNAL | capi.SQLITE_OPEN_WAL
  return (_, name, pointer, flags, flagsTaken) => {
    const place = placeOf(name)
    if (!place) return capi.SQLITE_CANTOPEN
    const isNew = !place.disk.has(place.path)
    if (isNew && !(flags & capi.SQLITE_OPEN_CREATE)) return capi.SQLITE_CANTOPEN
    if (isNew) place.disk.create(place.path)
    const forgotten = (flags & capi.SQLITE_OPEN_DELETEONCLOSE) !== 0
    files.set(pointer, { ...place, syncsNames: isNew && (flags & journals) !== 0, forgotten })
    const file = new capi.sqlite3_file(pointer)
    file.$pMethods = ioMethods
    file.dispose()
    if (flagsTaken) wasm.poke32(flagsTaken, flags)
    return capi.SQLITE_OK
  }
}

function nameMethods({ capi, wasm }: Sqlite3Static, placeOf: (name: WasmPointer) => Place | undefined): DiskMethods {
  return {
    xDelete(_, name, syncsNames) {
      const place = placeOf(name)
      if (!place?.disk.delete(place.path)) return capi.SQLITE_IOERR_DELETE_NOENT
      if (syncsNames) place.disk.syncNames()
      return capi.SQLITE_OK
    },
    xAccess(_, name, __, answer) {
      const place = placeOf(name)
      wasm.poke32(answer, place?.disk.has(place.path) ? 1 : 0)
      return capi.SQLITE_OK
    },
    xFullPathname(_, name, room, answer) {
      return wasm.cstrncpy(answer, name, room) < room ? capi.SQLITE_OK : capi.SQLITE_CANTOPEN
    },
  }
}

function machineMethods({ capi, wasm }: Sqlite3Static): DiskMethods {
  const chance = seededChance(1)
  return {
    // Salts of the write-ahead log: they must differ, and be the same in every run.
    xRandomness(_, length, answer) {
      for (let at = 0; at < length; at++) wasm.poke8(answer + at, chance.whole(0, 256))
      return length as 0
    },
    xSleep: () => capi.SQLITE_OK,
    xCurrentTime(_, answer) {
      wasm.poke(answer, noonInDays, 'double')
      return capi.SQLITE_OK
    },
    xCurrentTimeInt64(_, answer) {
      wasm.poke64(answer, BigInt(noonInDays * 86_400_000))
      return capi.SQLITE_OK
    },
    xGetLastError: () => capi.SQLITE_OK,
  }
}
