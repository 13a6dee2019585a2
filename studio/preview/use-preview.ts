import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { FrameMessage } from './frame-message.ts'
import { forgetPreviewPlace, type PreviewPlace, previewPlace } from './preview-place.ts'

/** How the preview is doing: what is known of it, the page that it shows, or why there is none. */
export type PreviewState =
  | { state: 'asking' }
  | { state: 'missing' | 'silent' | 'failed' }
  | { state: 'open'; address?: string; faults: string[] }

/** Milliseconds that the frame has to say that it is there. */
const patience = 8_000

/**
 * Shows a document in the preview's frame as it is now, again at every change of it. `edit` is told of fields that somebody clicks.
 * `frame` belongs on the frame, whose address is `source`, and `retry` begins anew.
 */
export function usePreview(document: object | undefined, edit: (id: string, path: string) => void) {
  const frame = useRef<HTMLIFrameElement>(null)
  const [place, setPlace] = useState<PreviewPlace>()
  const [state, setState] = useState<PreviewState>({ state: 'asking' })
  const [attempt, setAttempt] = useState(0)
  const [readyAt, setReadyAt] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt asks anew
  useEffect(() => {
    let isAwaited = true
    previewPlace().then((found) => {
      if (!isAwaited) return
      setPlace(found)
      if (!found) setState({ state: 'missing' })
    })
    return () => {
      isAwaited = false
    }
  }, [attempt])

  const hear = useEffectEvent((message: FrameMessage) => {
    if (message.kind === 'ready') return setReadyAt((times) => times + 1)
    if (message.kind === 'field') return edit(message.id, message.path)
    setState(
      message.kind === 'failed'
        ? { state: 'failed' }
        : { state: 'open', address: message.address, faults: message.faults },
    )
  })

  useEffect(() => {
    if (!place) return
    const origin = new URL(place.url).origin
    const listen = ({ origin: from, source, data }: MessageEvent) => {
      if (from !== origin || source !== frame.current?.contentWindow) return
      const message = FrameMessage.safeParse(data)
      if (message.success) hear(message.data)
    }
    window.addEventListener('message', listen)
    return () => window.removeEventListener('message', listen)
  }, [place])

  useEffect(() => {
    if (!place || readyAt > 0) return
    const watchdog = setTimeout(() => setState({ state: 'silent' }), patience)
    return () => clearTimeout(watchdog)
  }, [place, readyAt])

  useEffect(() => {
    if (!place || !document || readyAt === 0) return
    frame.current?.contentWindow?.postMessage({ kind: 'document', document }, new URL(place.url).origin)
  }, [place, document, readyAt])

  const retry = useCallback(() => {
    forgetPreviewPlace()
    setPlace(undefined)
    setReadyAt(0)
    setState({ state: 'asking' })
    setAttempt((times) => times + 1)
  }, [])

  return { frame, place, state, attempt, retry }
}
