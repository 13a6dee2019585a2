import { useEffect, useEffectEvent } from 'react'
import type { DocumentLayoutProps } from 'sanity'
import { useDocumentPane } from 'sanity/structure'
import { opensByItself } from './habits.ts'
import { previewInspector } from './preview-inspector.ts'
import { previewPlace } from './preview-place.ts'

/** A document's pane, with the preview opened beside the form where the editor wants it. */
export function PreviewLayout(props: DocumentLayoutProps) {
  const { inspector, inspectors, openInspector } = useDocumentPane()
  const { documentId } = props
  const open = useEffectEvent(() => {
    const isOffered = inspectors.some(({ name }) => name === previewInspector.name)
    if (isOffered && !inspector) openInspector(previewInspector.name)
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: each document opens it once
  useEffect(() => {
    if (!opensByItself(localStorage, window.innerWidth)) return
    let isAwaited = true
    previewPlace().then((place) => {
      if (isAwaited && place) open()
    })
    return () => {
      isAwaited = false
    }
  }, [documentId])
  return props.renderDefault(props)
}
