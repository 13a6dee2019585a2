import type { Layer } from '../document.ts'
import type { Condition } from './condition.ts'
import { type Frame, holdsFor } from './condition-sql.ts'
import type { DocumentCounts } from './document-counts.ts'
import { type Sql, visible } from './perspective-sql.ts'
import { numberIn } from './rows.ts'
import type { Statements } from './statements.ts'
import { joinedTo, type Way } from './ways.ts'

/** How many documents a condition holds for in a perspective; undefined when SQLite cannot tell exactly. */
export function exactCount(
  condition: Condition,
  frame: Frame,
  { statements, counts, way }: { statements: Statements; counts: DocumentCounts; way: Way | undefined },
): number | undefined {
  const { layers } = frame
  const holds = holdsFor(condition, frame)
  if (!holds) return undefined
  const count = (from: Sql, where: Sql) => {
    const text = `SELECT count(*) AS n FROM ${from.text} WHERE ${where.text} AND ${holds.text}`
    const values = [...from.values, ...where.values, ...holds.values]
    return numberIn(statements.get({ text, values }) ?? {}, 'n')
  }
  const ofLayer = (layer: Layer | undefined) => {
    if (condition.kind === 'types') return counts.of(condition.types, layer)
    const from = way ? { text: joinedTo(way), values: way.sql.values } : everywhere
    return count(from, layer === undefined ? anything : inLayer(layer))
  }
  if (layers === undefined || layers.length === 1) return ofLayer(layers?.[0])
  // Drafts are few: of the published documents those that drafts cover are taken off.
  return ofLayer('published') - count(coveredBy(layers), inLayer('published')) + count(everywhere, above(layers))
}

const everywhere: Sql = { text: 'documents d', values: [] }
const anything: Sql = { text: '1', values: [] }

function inLayer(layer: Layer): Sql {
  return { text: 'd.layer = ?', values: [layer] }
}

/** The published documents that upper layers cover. */
function coveredBy(layers: readonly Layer[]): Sql {
  const covering = ofUpperLayers('u', layers)
  const text = `(SELECT DISTINCT u.base FROM documents u WHERE ${covering.text}) c CROSS JOIN documents d ON d.id = c.base`
  return { text, values: covering.values }
}

function above(layers: readonly Layer[]): Sql {
  const [upper, shown] = [ofUpperLayers('d', layers), visible(layers)]
  return { text: `${upper.text} AND ${shown.text}`, values: [...upper.values, ...shown.values] }
}

/** The rows of the layers above the published one, by their ids: they are few. */
function ofUpperLayers(alias: string, layers: readonly Layer[]): Sql {
  const prefixes = layers
    .filter((layer) => layer !== 'published')
    .map((layer) => (layer === 'drafts' ? 'drafts.' : `versions.${layer}.`))
  const ranges = prefixes.map(() => `(${alias}.id >= ? AND ${alias}.id < ?)`)
  return { text: `(${ranges.join(' OR ')})`, values: prefixes.flatMap((prefix) => [prefix, `${prefix}\u{10ffff}`]) }
}
