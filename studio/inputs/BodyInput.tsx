import { useEffect, useRef } from 'react'
import type { ArrayOfObjectsInputProps } from 'sanity'

const styleMenu = '[aria-labelledby="block-style-select"]'

/**
 * Running text, with the cursor back in it when a style was chosen. Sanity's menu takes the focus with it when it closes, and
 * the crosshead that an editor goes on to type would go nowhere.
 */
export function BodyInput(props: ArrayOfObjectsInputProps) {
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    let isChoosing = false
    const noteChoosing = ({ target }: Event) => {
      if (!isWithin(target, '#block-style-select')) return
      isChoosing = frame.current?.contains(target) ?? false
    }
    const returnToText = ({ target, relatedTarget }: FocusEvent) => {
      if (!isChoosing || relatedTarget !== null || !isWithin(target, styleMenu)) return
      isChoosing = false
      frame.current?.querySelector<HTMLElement>('[role="textbox"]')?.focus()
    }
    document.addEventListener('click', noteChoosing, true)
    document.addEventListener('focusout', returnToText)
    return () => {
      document.removeEventListener('click', noteChoosing, true)
      document.removeEventListener('focusout', returnToText)
    }
  }, [])
  return (
    <div ref={frame} style={{ display: 'contents' }}>
      {props.renderDefault(props)}
    </div>
  )
}

function isWithin(target: EventTarget | null, selector: string): target is Element {
  return target instanceof Element && target.closest(selector) !== null
}
