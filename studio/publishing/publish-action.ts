import { useToast } from '@sanity/ui/toast'
import { useEffect, useEffectEvent, useState } from 'react'
import {
  type DocumentActionComponent,
  isValidationErrorMarker,
  type SanityDocument,
  useClient,
  useDocumentOperation,
  useSyncState,
  useTranslation,
  useWorkspace,
  validateDocument,
} from 'sanity'
import { structureLocaleNamespace } from 'sanity/structure'
import type { Instant } from '#schemas/instant.ts'
import { apiVersion } from '../desk/stories.ts'
import { stampsToSet } from './stamps.ts'

/** How far a publishing has come; `revision` is that of the draft which was found sound. */
type Step = { at: 'rest' } | { at: 'pressed' } | { at: 'sound' | 'stamped'; revision: string }

/**
 * Sanity's own publish action, which first writes into the draft what publishing settles (dates, earlier addresses); label,
 * shortcut and when it can be pressed stay Sanity's. It takes three steps, each on what the lake has:
 *
 * 1. The draft is checked, the last letter included: one that is not published after all must not be left with the time at
 *    which that was tried. What the form shows of the rules may be a moment old, so they are asked anew.
 * 2. The stamps are written.
 * 3. Sanity publishes, once the stamps are saved: it drops a publishing under way when it sends an edit, and it sends edits up
 *    to a second late.
 */
export function stampingPublish(publish: DocumentActionComponent, now: () => Instant): DocumentActionComponent {
  const stamped: DocumentActionComponent = (props) => {
    const action = publish(props)
    const { draft, published, id, type } = props
    const { patch } = useDocumentOperation(id, type)
    const { t } = useTranslation(structureLocaleNamespace)
    const { isSyncing } = useSyncState(id, type)
    const [step, setStep] = useState<Step>({ at: 'rest' })
    const refuse = useRefusal()
    useCheck(draft, step.at === 'pressed' && !isSyncing, (isSound) => {
      setStep(isSound && draft ? { at: 'sound', revision: draft._rev } : { at: 'rest' })
      if (!isSound) refuse()
    })

    useEffect(() => {
      if (step.at === 'rest' || isSyncing) return
      if (!draft) return setStep({ at: 'rest' })
      if (step.at === 'pressed') return
      const isAsChecked = draft._rev === step.revision
      if (step.at === 'stamped' && isAsChecked) return
      if (step.at === 'sound' && !isAsChecked) return setStep({ at: 'pressed' })
      const stamps = stampsToSet(type, { draft, published: published ?? undefined, now: now() })
      if (step.at === 'sound' && stamps) {
        setStep({ ...step, at: 'stamped' })
        return patch.execute([{ set: stamps }])
      }
      setStep({ at: 'rest' })
      action?.onHandle?.()
    })

    if (!action?.onHandle) return action
    const onHandle = () => setStep({ at: 'pressed' })
    if (step.at === 'rest') return { ...action, onHandle }
    return { ...action, onHandle, disabled: true, label: t('action.publish.validation-in-progress.label') }
  }
  return Object.assign(stamped, { action: publish.action, displayName: 'StampingPublish' })
}

/** Asks the Studio's rules about the draft while `isAsked`, and tells whether it may be published. */
function useCheck(draft: SanityDocument | null, isAsked: boolean, tell: (isSound: boolean) => void): void {
  const workspace = useWorkspace()
  const client = useClient({ apiVersion })
  const answer = useEffectEvent(tell)
  useEffect(() => {
    if (!isAsked || !draft) return
    let isAwaited = true
    // Sanity would wait a quarter of a second, to ask about many at once.
    const getDocumentExists = ({ id }: { id: string }) =>
      client.fetch<boolean>('defined(*[_id == $id][0]._id)', { id }, { perspective: 'raw' })
    validateDocument({ document: draft, workspace, getDocumentExists }).then(
      (found) => isAwaited && answer(!found.some(isValidationErrorMarker)),
      () => isAwaited && answer(false),
    )
    return () => {
      isAwaited = false
    }
  }, [isAsked, draft, workspace, client])
}

/** Tells the editor, in Sanity's words, that the draft has faults. */
function useRefusal(): () => void {
  const { t } = useTranslation(structureLocaleNamespace)
  const toast = useToast()
  return () =>
    toast.push({
      title: t('action.publish.validation-issues-toast.title'),
      description: t('action.publish.validation-issues-toast.description'),
      status: 'error',
    })
}
