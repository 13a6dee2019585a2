import { useToast } from '@sanity/ui/toast'
import { useEffect, useState } from 'react'
import {
  type DocumentActionComponent,
  isValidationErrorMarker,
  useDocumentOperation,
  useTranslation,
  useValidationStatus,
} from 'sanity'
import { structureLocaleNamespace } from 'sanity/structure'
import type { Instant } from '#schemas/instant.ts'
import { stampsToSet } from './stamps.ts'

/**
 * Sanity's own publish action, which first writes into the draft what publishing settles (dates, earlier addresses); label,
 * shortcut and when it can be pressed stay Sanity's. It waits until what is on the screen was checked, as Sanity's does: a
 * draft that is not published after all must not be left with the time at which that was tried.
 */
export function stampingPublish(publish: DocumentActionComponent, now: () => Instant): DocumentActionComponent {
  const stamped: DocumentActionComponent = (props) => {
    const action = publish(props)
    const { patch } = useDocumentOperation(props.id, props.type)
    const { t } = useTranslation(structureLocaleNamespace)
    const toast = useToast()
    const found = useChecked(props)
    const [isPressed, setIsPressed] = useState(false)

    useEffect(() => {
      if (!isPressed || found === 'checking') return
      setIsPressed(false)
      if (found === 'faulty') {
        toast.push({
          title: t('action.publish.validation-issues-toast.title'),
          description: t('action.publish.validation-issues-toast.description'),
          status: 'error',
        })
        return
      }
      const { draft, published, type } = props
      const stamps = draft && stampsToSet(type, { draft, published: published ?? undefined, now: now() })
      if (stamps) patch.execute([{ set: stamps }])
      action?.onHandle?.()
    })

    if (!action?.onHandle) return action
    const onHandle = () => setIsPressed(true)
    if (!isPressed) return { ...action, onHandle }
    return { ...action, onHandle, disabled: true, label: t('action.publish.validation-in-progress.label') }
  }
  return Object.assign(stamped, { action: publish.action, displayName: 'StampingPublish' })
}

/** What the Studio's rules found in the draft as it stands, the last letter included. */
function useChecked({ id, type, draft }: Parameters<DocumentActionComponent>[0]): 'checking' | 'faulty' | 'sound' {
  const { isValidating, validation, revision } = useValidationStatus(draft?._id ?? id, type, true)
  if (isValidating || revision !== draft?._rev) return 'checking'
  return validation.some(isValidationErrorMarker) ? 'faulty' : 'sound'
}
