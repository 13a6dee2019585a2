import type { PortableTextComponents } from '@portabletext/to-html'
import { attributes } from './html.ts'
import type { Surroundings } from './surroundings.ts'

type Mark = NonNullable<Surroundings['mark']>

/** The components; for a preview, each writes into its first tag which part of the text it shows. */
export function marked(components: PortableTextComponents, mark: Mark | undefined): PortableTextComponents {
  if (!mark) return components
  const { types = {}, block } = components
  return {
    ...components,
    types: allMarking(types, mark),
    ...(typeof block === 'object' && { block: allMarking(block, mark) }),
    listItem: marking(({ children = '' }) => `<li>${children}</li>`, mark),
  }
}

type Write<Options> = (options: Options) => string
type Valued = { value: unknown; children?: string }

function allMarking<Options extends Valued>(
  writes: Record<string, Write<Options> | undefined>,
  mark: Mark,
): Record<string, Write<Options> | undefined> {
  return Object.fromEntries(Object.entries(writes).map(([name, write]) => [name, write && marking(write, mark)]))
}

function marking<Options extends Valued>(write: Write<Options>, mark: Mark): Write<Options> {
  return (options) => {
    const key = keyOf(options.value)
    const html = write(options)
    return key === '' ? html : html.replace(/^<[a-z][a-z0-9]*/, (tag) => tag + attributes({ 'data-felt': mark(key) }))
  }
}

function keyOf(value: unknown): string {
  const key = typeof value === 'object' && value !== null && '_key' in value ? value._key : ''
  return typeof key === 'string' ? key : ''
}
