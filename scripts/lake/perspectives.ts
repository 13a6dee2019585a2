import type { Layer } from './document.ts'

/** What a query sees: all documents as stored, published ones alone, or a stack of layers, uppermost first. */
export type Perspective = 'raw' | 'published' | 'drafts' | 'previewDrafts' | readonly Layer[]

/**
 * The perspective a request names (`published`, `drafts`, `raw`, `rSummer,drafts`, or a JSON list of layers);
 * undefined when it names none.
 */
export function perspectiveNamed(name: string): Perspective | undefined {
  if (name === 'raw' || name === 'published' || name === 'drafts' || name === 'previewDrafts') return name
  const layers = name.trimStart().startsWith('[') ? listIn(name) : name.split(',').map((layer) => layer.trim())
  if (layers === undefined || layers.length === 0) return undefined
  if (layers.length === 1 && layers[0] === 'raw') return 'raw'
  return layers.every((layer) => layer !== 'raw' && /^[A-Za-z0-9_-]+$/.test(layer)) ? layers : undefined
}

/**
 * The layers that a perspective lays over one another, uppermost first; published documents always lie at the bottom
 * (https://www.sanity.io/docs/content-lake/perspectives). Undefined for `raw`, which lays nothing.
 */
export function layersOf(perspective: Perspective): Layer[] | undefined {
  if (perspective === 'raw') return undefined
  if (perspective === 'published') return ['published']
  if (perspective === 'drafts' || perspective === 'previewDrafts') return ['drafts', 'published']
  const layers = perspective.map((layer) => (layer === 'previewDrafts' ? 'drafts' : layer))
  const end = layers.indexOf('published')
  return [...new Set([...(end < 0 ? layers : layers.slice(0, end)), 'published'])]
}

function listIn(json: string): string[] | undefined {
  try {
    const list: unknown = JSON.parse(json)
    return Array.isArray(list) && list.every((layer) => typeof layer === 'string') ? list : undefined
  } catch {
    return undefined
  }
}
