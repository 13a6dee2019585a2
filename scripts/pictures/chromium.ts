import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'

const modules = resolve(import.meta.dirname, '../../node_modules')
const cache = join(modules, '.cache/notits')

/** The environment that the browser runs in. */
type Environment = Readonly<Record<string, string | undefined>>

/** Nobody is called but this machine, not even by the browser on its own account. */
const withoutNetwork = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1'

/**
 * Chromium, headless, with its web security on. On Linux with x64 it is the one that npm brought, libraries and font included;
 * elsewhere it is the machine's own Chrome.
 */
export async function launchChromium(environment: Environment): Promise<Browser> {
  const args = ['--no-sandbox', withoutNetwork]
  if (process.platform !== 'linux' || process.arch !== 'x64') return chromium.launch({ channel: 'chrome', args })
  const folder = await unpackedChromium(environment)
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args,
    env: {
      ...environment,
      LD_LIBRARY_PATH: [join(folder, 'al2023/lib'), environment['LD_LIBRARY_PATH']].filter(Boolean).join(':'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  })
}

/** The folder with the unpacked browser; unpacked once per version, in a way that several test files may start at once. */
async function unpackedChromium(environment: Environment): Promise<string> {
  const described: { version: string } = JSON.parse(
    await readFile(join(modules, '@sparticuz/chromium/package.json'), 'utf8'),
  )
  const folder = join(cache, `chromium-${described.version}`)
  if (existsSync(folder)) return folder
  await mkdir(cache, { recursive: true })
  const making = await mkdtemp(join(cache, 'chromium-'))
  await unpackInto(making, environment)
  await writeFile(join(making, 'fonts.conf'), fontsIn(folder))
  await rename(making, folder).catch(async (error: unknown) => {
    await rm(making, { recursive: true })
    if (!existsSync(folder)) throw error
  })
  return folder
}

/** The package unpacks into the folder for temporary files and leaves libraries out where it is not on Lambda: so it is told that it is, in a process of its own. */
async function unpackInto(folder: string, environment: Environment): Promise<void> {
  const unpack = "await (await import('@sparticuz/chromium')).default.executablePath()"
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', unpack], {
    cwd: import.meta.dirname,
    env: { ...environment, TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' },
  })
}

function fontsIn(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>
`
}
