import { resolve } from 'node:path'
import { buildStudio } from '../../scripts/studio/build.ts'

/** The folder of a built Studio for the embedded lake; built anew only when its sources have changed. */
export async function builtStudio(): Promise<string> {
  const outDir = resolve(import.meta.dirname, '../../node_modules/.cache/notits/studio')
  await buildStudio({ outDir, settings: {} })
  return outDir
}
