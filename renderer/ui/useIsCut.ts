import { useLayoutEffect, useState, type RefObject } from 'react'

/** Whether a text has more lines than are shown of it; `text` is what it says. */
export function useIsCut(element: RefObject<HTMLElement | null>, text: string | undefined): boolean {
  const [isCut, setCut] = useState(false)
  useLayoutEffect(() => {
    const shown = element.current
    if (!shown) return
    const measure = () => setCut(shown.scrollHeight > shown.clientHeight + 1)
    const observer = new ResizeObserver(measure)
    observer.observe(shown)
    measure()
    return () => observer.disconnect()
  }, [element, text])
  return isCut
}
