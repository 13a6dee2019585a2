import type { Surroundings } from '../../body/surroundings.ts'
import { fieldMark } from '../../field-mark.ts'
import type { Cutter } from '../composing/cutter.ts'
import { type Known, linkOf } from '../composing/known.ts'

/** Where the making of a page looks things up and leaves its pictures. */
export type Workshop = {
  known: Known
  cutter: Cutter
  /** Makes a whole address from one of this site's. */
  absolute: (address: string) => string
}

/** The workshop as the running text of a document sees it. */
export function surroundingsIn({ known, cutter }: Workshop, id: string): Surroundings {
  return {
    ...(known.isPreview && { mark: (key: string) => fieldMark(id, `body[_key=="${key}"]`) }),
    link(id) {
      const summary = known.summary(id)
      return summary && linkOf(summary)
    },
    picture: (figure) => cutter.cut(figure, 'full'),
  }
}
