import { cloneElement, isValidElement } from 'react'
import { type DocumentActionComponent, useDocumentOperation } from 'sanity'
import { tracesToSet } from './stamps.ts'

/** The part of Sanity's question »Are you sure?« that is used here. */
type Question = { onConfirm: () => void }

/**
 * Sanity's own unpublish action, which first writes into the draft what readers knew (the address, when they first saw it),
 * so that nothing of it is lost when the document is published again under another address.
 */
export function rememberingUnpublish(unpublish: DocumentActionComponent): DocumentActionComponent {
  const remembering: DocumentActionComponent = (props) => {
    const action = unpublish(props)
    const { patch } = useDocumentOperation(props.id, props.type)
    const { draft, published, type } = props
    const dialog = action?.dialog
    if (!published || !dialog || !('content' in dialog) || !isValidElement<Question>(dialog.content)) return action
    const question = dialog.content
    const onConfirm = () => {
      const traces = tracesToSet(type, { draft: draft ?? undefined, published })
      if (traces) patch.execute([{ set: traces }])
      question.props.onConfirm()
    }
    return { ...action, dialog: { ...dialog, content: cloneElement(question, { onConfirm }) } }
  }
  return Object.assign(remembering, { action: unpublish.action, displayName: 'RememberingUnpublish' })
}
