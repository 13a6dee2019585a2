import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import { readableDuration } from './terminal/duration.ts'
import { Problem } from './terminal/problem.ts'

/** One thing that is looked at: its name, and the command of a package that looks. */
type Look = { name: string; command: [tool: string, ...words: string[]] }

const root = resolve(import.meta.dirname, '..')

const looks: readonly Look[] = [
  { name: 'format and lint', command: ['biome', 'ci', '.'] },
  { name: 'types', command: ['tsc', '-p', 'tsconfig.json', '--noEmit'] },
  { name: 'types of the pages', command: ['astro', 'check'] },
  { name: 'unused code', command: ['knip'] },
  { name: 'tests', command: ['vitest', 'run'] },
]

/** `notits check`: everything that must hold before a change is sent; what continuous integration runs. */
export function checkCommand(): Command {
  return new Command('check')
    .description('Looks at everything that must hold before a change is sent: format, types, unused code, tests.')
    .action(run)
}

async function run(): Promise<void> {
  for (const { name, command } of looks) {
    const start = performance.now()
    const code = await exitCodeOf(command)
    const took = readableDuration(performance.now() - start)
    if (code !== 0)
      throw new Problem(`The check of ${name} failed after ${took} (npx ${command.join(' ')}); mend what it says above`)
    console.log(`✔ ${name} (${took})`)
  }
  console.log(`Everything holds, nothing was changed (${readableDuration(performance.now())})`)
}

async function exitCodeOf([tool, ...rest]: Look['command']): Promise<number | null> {
  const file = join(root, 'node_modules/.bin', tool)
  if (!existsSync(file)) throw new Problem(`Cannot run ${tool}: it is not installed; run npm ci`)
  // The tools' own files are JavaScript for Node; running them with this one keeps them from finding an older.
  const child = spawn(process.execPath, [file, ...rest], { cwd: root, stdio: 'inherit' })
  const [code] = await once(child, 'close')
  return typeof code === 'number' ? code : null
}
