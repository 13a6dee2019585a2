#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'

// Half of a short command's time goes to compiling what it is made of; what comes in after this line is compiled once.
enableCompileCache?.()

const root = resolve(import.meta.dirname, '..')

/** What a command is for, and its file, which is loaded only when the command is asked for: some are heavy. */
type Entry = { summary: string; load(): Promise<Command> }

const commands: Readonly<Record<string, Entry>> = {
  start: {
    summary: 'run the newsroom: lake, Studio, press and site',
    load: async () => (await import('./start.ts')).startCommand(),
  },
  publish: {
    summary: 'bring the site up to date with what is published',
    load: async () => (await import('./publish.ts')).publishCommand(),
  },
  build: {
    summary: 'build the whole site anew with Astro, for any host',
    load: async () => (await import('./build.ts')).buildCommand(),
  },
  lake: {
    summary: 'run the embedded Content Lake alone',
    load: async () => (await import('./lake.ts')).lakeCommand(),
  },
  users: {
    summary: 'say who may log in to the lake, and as what',
    load: async () => (await import('./users.ts')).usersCommand(),
  },
  studio: {
    summary: 'build the Studio that the lake serves',
    load: async () => (await import('./studio.ts')).studioCommand(),
  },
  demo: {
    summary: 'put the demo content into the lake',
    load: async () => (await import('./demo.ts')).demoCommand(),
  },
  export: {
    summary: 'save the whole lake to one file, with its assets',
    load: async () => (await import('./export.ts')).exportCommand(),
  },
  import: {
    summary: 'bring documents and assets into the lake from an export',
    load: async () => (await import('./import.ts')).importCommand(),
  },
  bench: {
    summary: 'measure how fast the newsroom is',
    load: async () => (await import('./bench.ts')).benchCommand(),
  },
  pictures: {
    summary: 'make the pictures of the README anew',
    load: async () => (await import('./pictures.ts')).picturesCommand(),
  },
  check: {
    summary: 'look at everything that must hold before a change is sent',
    load: async () => (await import('./check.ts')).checkCommand(),
  },
}

const needed = 24

/** Whoever reads may have read enough (`| head`): that is no fault, and nobody is left to tell. */
process.stdout.on('error', (fault: NodeJS.ErrnoException) => {
  if (fault.code !== 'EPIPE') throw fault
  process.exit(0)
})

const code = await exitCode(process.argv)
// What is written to a pipe goes out by and by, and an exit would cut it off.
await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((told) => stream.write('', told))))
process.exit(code)

/** Runs what the command line asks for: 0 when it is done, 1 for a problem told in one sentence, 70 for a bug. */
async function exitCode(argv: string[]): Promise<number> {
  if (Number.parseInt(process.versions.node, 10) < needed) {
    console.error(
      `Notits needs Node ${needed}, and this is Node ${process.versions.node}: run it as npm start or npx notits, which bring their own`,
    )
    return 1
  }
  try {
    if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'))
    const program = await programFor(argv)
    await program.parseAsync(argv)
    return 0
  } catch (thrown) {
    return await codeFor(thrown)
  }
}

async function programFor(argv: string[]): Promise<Command> {
  const { Command } = await import('commander')
  const program = new Command('notits')
    .description('A newsroom in one repository: Sanity Studio, a Content Lake of its own, and a static news site.')
    .exitOverride()
    .showHelpAfterError('(add --help to see what there is)')
    .configureHelp({ showGlobalOptions: true })
  const words = argv.slice(2).filter((word) => !word.startsWith('-'))
  const asked = commands[(words[0] === 'help' ? words[1] : words[0]) ?? '']
  for (const [name, entry] of Object.entries(commands)) {
    const command = entry === asked ? await entry.load() : new Command(name).description(entry.summary)
    program.addCommand(command.summary(entry.summary).copyInheritedSettings(program))
    for (const part of command.commands) part.copyInheritedSettings(program)
  }
  return program
}

async function codeFor(thrown: unknown): Promise<number> {
  const [{ CommanderError }, { failureOf }] = await Promise.all([import('commander'), import('./terminal/failure.ts')])
  // Commander throws its own way to end: code 0 after help, 1 after a sentence about the command line.
  if (thrown instanceof CommanderError) return thrown.exitCode
  const { code, text } = failureOf(thrown)
  console.error(text)
  return code
}
