import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { faultIn } from './faults.ts'

using database = new DatabaseSync(String(workerData), { readOnly: true, timeout: 10_000 })
parentPort?.postMessage(faultIn(database))
