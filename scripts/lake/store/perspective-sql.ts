import type { Layer } from '../document.ts'

/** A piece of SQL and the values for its question marks. */
export interface Sql {
  text: string
  values: (string | number | Uint8Array)[]
}

/** Which rows of `documents d` a perspective shows; `layers` undefined: all of them. */
export function visible(layers: readonly Layer[] | undefined): Sql {
  if (layers === undefined) return { text: '1', values: [] }
  const shown = layers.map((layer, at) => {
    const covers = layers.slice(0, at).map((above) => ({
      text: `NOT EXISTS (SELECT 1 FROM documents u WHERE u.id = ${prefixOf(above)} || d.base)`,
      values: above === 'published' || above === 'drafts' ? [] : [`versions.${above}.`],
    }))
    return {
      text: ['d.layer = ?', ...covers.map(({ text }) => text)].join(' AND '),
      values: [layer, ...covers.flatMap(({ values }) => values)],
    }
  })
  return {
    text: `(${shown.map(({ text }) => `(${text})`).join(' OR ')})`,
    values: shown.flatMap(({ values }) => values),
  }
}

function prefixOf(layer: Layer): string {
  if (layer === 'published') return `''`
  return layer === 'drafts' ? `'drafts.'` : '?'
}

/** The column with the id that a perspective shows. */
export function idColumn(layers: readonly Layer[] | undefined): 'd.id' | 'd.base' {
  return layers === undefined ? 'd.id' : 'd.base'
}
