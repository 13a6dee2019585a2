import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const parts = ['schemas', 'studio', 'site', 'scripts'] as const

type SourceFile = { path: string; text: string; code: string; imports: string[] }

const sources = parts
  .flatMap((part) => globSync(`${part}/**/*.{ts,tsx,astro}`, { cwd: root }))
  .concat(globSync('*.ts', { cwd: root }))
  .filter((path) => !/(^|\/)(node_modules|dist|\.astro)\//.test(path))
  .map((path) => sourceFile(path.replaceAll('\\', '/')))

function sourceFile(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8')
  const script = path.endsWith('.astro') ? (/^---\n([\s\S]*?)\n---/.exec(text)?.[1] ?? '') : text
  const imports = ts.preProcessFile(script, true, true).importedFiles.map((file) => file.fileName)
  return { path, text, code: withoutComments(script), imports }
}

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
}

/** The path of ours that an import leads to, from the repository's root; `undefined` for packages and Node's own modules. */
function target(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('#schemas/')) return specifier.replace('#schemas/', 'schemas/')
  if (specifier === '#site') return 'site/contract.ts'
  if (!specifier.startsWith('.')) return undefined
  return relative(root, resolve(root, dirname(from), specifier)).replaceAll('\\', '/')
}

const ownImports = (file: SourceFile) =>
  file.imports.map((specifier) => target(file.path, specifier)).filter((path) => path !== undefined)

const partOf = (path: string) => path.split('/')[0] ?? ''

/** The folder behind a command: `lake` of `scripts/lake/store.ts`; `undefined` for the command files themselves. */
const machineOf = (path: string) => /^scripts\/([^/]+)\//.exec(path)?.[1]

const isCommand = (path: string) => /^scripts\/[^/]+\.ts$/.test(path)

const frameworkConfigs = ['astro.config.ts', 'studio/sanity.config.ts', 'studio/sanity.cli.ts', 'vitest.config.ts']

const filesWhere = (condition: (file: SourceFile) => boolean) => sources.filter(condition).map((file) => file.path)

describe('the walls of the house', () => {
  test('there is code to look at in every part', () => {
    expect(parts.filter((part) => !sources.some((file) => partOf(file.path) === part))).toEqual([])
  })

  test('an import of ours always leads to a file that exists', () => {
    const astray = sources.flatMap((file) =>
      ownImports(file)
        .map((path) => path.replace(/\?.*$/, ''))
        .filter((path) => !existsSync(join(root, path)))
        .map((path) => `${file.path} → ${path}`),
    )
    expect(astray).toEqual([])
  })

  test('schemas import nothing of ours but schemas', () => {
    expect(crossings('schemas', ['schemas'])).toEqual([])
  })

  test('the studio imports schemas alone', () => {
    expect(crossings('studio', ['studio', 'schemas'])).toEqual([])
  })

  test('the site imports schemas alone', () => {
    expect(crossings('site', ['site', 'schemas'])).toEqual([])
  })

  test('scripts import schemas, and of the site only its contract', () => {
    const others = crossings('scripts', ['scripts', 'schemas'])
    expect(others.filter((crossing) => !crossing.endsWith('→ site/contract.ts'))).toEqual([])
  })

  test('folders behind commands never import each other, only the terminal', () => {
    const neighbors = sources.flatMap((file) => {
      const home = machineOf(file.path)
      if (home === undefined) return []
      return ownImports(file)
        .filter((path) => partOf(path) === 'scripts' && ![home, 'terminal'].includes(machineOf(path) ?? 'a command'))
        .map((path) => `${file.path} → ${path}`)
    })
    expect(neighbors).toEqual([])
  })

  test('a wall is crossed by its own name, never by a relative path', () => {
    const climbing = sources.flatMap((file) =>
      file.imports
        .filter((specifier) => specifier.startsWith('.'))
        .filter((specifier) => {
          const path = target(file.path, specifier)
          return (
            parts.some((part) => part === partOf(file.path)) && path !== undefined && partOf(path) !== partOf(file.path)
          )
        })
        .map((specifier) => `${file.path} → ${specifier}`),
    )
    expect(climbing).toEqual([])
  })

  test('no imports run in a circle', () => {
    expect(circles()).toEqual([])
  })
})

describe('what has one home', () => {
  test('groq-js is imported in one file', () => {
    expect(filesWhere((file) => file.imports.includes('groq-js'))).toHaveLength(1)
  })

  test('a Sanity client is made in one file of each part', () => {
    const makers = filesWhere((file) => /\bcreateClient\(/.test(file.code) && file.imports.includes('@sanity/client'))
    expect(makers.map(partOf)).toEqual([...new Set(makers.map(partOf))])
  })

  test('the environment is read in commands and framework configs only', () => {
    const readers = filesWhere((file) => /\b(process\.env|import\.meta\.env)\b/.test(file.code))
    expect(readers.filter((path) => !isCommand(path) && !frameworkConfigs.includes(path))).toEqual([])
  })

  test('the clock and chance are asked in commands only', () => {
    const asked = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\brandomUUID\(|\brandomBytes\(/
    const askers = filesWhere((file) => asked.test(file.code))
    expect(askers.filter((path) => !isCommand(path) && partOf(path) !== 'studio')).toEqual([])
  })

  test('dates are made and formatted in schemas/dates.ts only', () => {
    const makers = /\bnew Date\([^)]|\bIntl\.|\.toLocale\w*String\(|from 'date-fns|from '@date-fns/
    expect(filesWhere((file) => makers.test(file.code)).filter((path) => path !== 'schemas/dates.ts')).toEqual([])
  })

  test('Node’s own HTTP server appears in one file of each machine', () => {
    const servers = filesWhere((file) => file.imports.some((name) => ['node:http', '@hono/node-server'].includes(name)))
    const homes = servers.map((path) => machineOf(path) ?? path)
    expect(homes).toEqual([...new Set(homes)])
  })
})

describe('the names', () => {
  test('at the top level stand the parts and what tools need, nothing else', () => {
    const known = [
      ...['studio', 'site', 'schemas', 'scripts', 'tests'],
      ...['package.json', 'package-lock.json', 'tsconfig.json', 'README.md', 'CONTRIBUTING.md', 'DECISIONS.md'],
      ...[
        'CHANGELOG.md',
        'LICENSE',
        'astro.config.ts',
        'biome.json',
        'knip.jsonc',
        'vitest.config.ts',
        'vitest.long.config.ts',
      ],
      ...['node_modules', 'dist'],
    ]
    expect(readdirSync(root).filter((name) => !name.startsWith('.') && !known.includes(name))).toEqual([])
  })

  test('no file or folder is named for being useful', () => {
    const vague = /(^|\/)(utils?|helpers?|common|misc|types|lib|index)(\.tsx?|\/)/
    expect(filesWhere((file) => vague.test(file.path))).toEqual([])
  })

  test('files are named in kebab-case, components in PascalCase', () => {
    const kebab = /^[[\]a-z0-9.-]+$/
    const pascal = /^[A-Z][A-Za-z0-9]+\.(astro|tsx)$/
    const odd = sources.filter(({ path }) => {
      const name = path.split('/').at(-1) ?? ''
      return !kebab.test(name) && !pascal.test(name) && name !== '404.astro'
    })
    expect(odd.map((file) => file.path)).toEqual([])
  })
})

/** The imports that leave `part` for a part of ours that is not among `allowed`. */
function crossings(part: string, allowed: string[]): string[] {
  return sources
    .filter((file) => partOf(file.path) === part)
    .flatMap((file) =>
      ownImports(file)
        .filter((path) => !allowed.includes(partOf(path)))
        .map((path) => `${file.path} → ${path}`),
    )
}

/** Every circle of run-time imports, as the path that walks it. */
function circles(): string[] {
  const arrows = new Map(sources.map((file) => [file.path, ownImports(file)]))
  const settled = new Set<string>()
  const found: string[] = []
  const walk = (path: string, trail: string[]): void => {
    if (trail.includes(path)) {
      found.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
      return
    }
    if (settled.has(path)) return
    for (const next of arrows.get(path) ?? []) walk(next, [...trail, path])
    settled.add(path)
  }
  for (const file of sources) walk(file.path, [])
  return found
}
