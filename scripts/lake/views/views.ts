import type { StoredDocument } from '../document.ts'
import { layersOf, type Perspective } from '../perspectives.ts'
import { View } from './view.ts'

/** More stacks than anyone has open at once; the one not used for longest is put away. */
const mostViews = 8

/** The views that queries have asked for, each made once and then kept in step, edit by edit. */
export class Views {
  readonly #stored: ReadonlyMap<string, StoredDocument>
  readonly #views = new Map<string, View>()

  constructor(stored: ReadonlyMap<string, StoredDocument>) {
    this.#stored = stored
  }

  /** The view of a perspective. */
  of(perspective: Perspective): View {
    const layers = layersOf(perspective)
    const name = layers?.join() ?? ''
    const view = this.#views.get(name) ?? new View(this.#stored, layers)
    // Put last, so that the first is the one not used for longest.
    this.#views.delete(name)
    this.#views.set(name, view)
    const oldest = this.#views.keys().next()
    if (this.#views.size > mostViews && !oldest.done) this.#views.delete(oldest.value)
    return view
  }

  /** Takes up what happened to these stored documents. */
  follow(storedIds: readonly string[]): void {
    for (const view of this.#views.values()) for (const id of storedIds) view.follow(id)
  }
}
