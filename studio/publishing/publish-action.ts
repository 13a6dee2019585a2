import { type DocumentActionComponent, type SanityDocument, useDocumentOperation } from 'sanity'
import type { Instant } from '#schemas/instant.ts'
import { stampsToSet } from './stamps.ts'

/**
 * Sanity's own publish action, which first writes into the draft what publishing settles (dates, earlier addresses); label,
 * shortcut and when it can be pressed stay Sanity's.
 */
export function stampingPublish(publish: DocumentActionComponent, now: () => Instant): DocumentActionComponent {
  const stamped: DocumentActionComponent = (props) => {
    const action = publish(props)
    const { patch } = useDocumentOperation(props.id, props.type)
    if (!action?.onHandle) return action
    const stamp = (draft: SanityDocument) => {
      const stamps = stampsToSet(props.type, { draft, published: props.published ?? undefined, now: now() })
      if (stamps) patch.execute([{ set: stamps }])
    }
    return {
      ...action,
      onHandle: () => {
        if (props.draft) stamp(props.draft)
        action.onHandle?.()
      },
    }
  }
  return Object.assign(stamped, { action: publish.action, displayName: 'StampingPublish' })
}
