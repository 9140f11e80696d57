import type { Slider } from '@base-ui/react/slider'
import type { KeyboardEvent } from 'react'
import { useEditing, type Editing } from './useEditing.ts'

/** What thumbs have in common that are pulled, pressed and moved by keys: all until they rest is one change. */
export function useSliderEditing(parts: Editing) {
  const { begin, end, cancel } = useEditing(parts)
  return {
    /** Before each change. Returns whether it may be made. */
    begin: (reason: Slider.Root.ChangeEventReason): boolean =>
      begin(reason === 'drag' || reason === 'track-press' ? 'pull' : 'keys'),
    handlers: {
      onValueCommitted: end,
      onPointerDownCapture() {
        settleTyping()
        end()
      },
      onKeyDown({ key }: KeyboardEvent) {
        if (key === 'Escape') cancel()
      },
    },
  }
}

/**
 * A field that has the focus takes what was typed and ends its step. Browsers do that only after a press has begun what
 * it begins, which would end that instead.
 */
function settleTyping(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}
