import { useEffect, useRef, type FocusEvent, type RefObject } from 'react'

/**
 * When the item of `place` that has the focus goes, the focus goes on to the item that takes its place, else the one
 * before it; from anything else of `place`, and from the last item, to what `otherwise` names. Without this it would
 * fall to the page, where keys mean something else.
 */
export function useFocusKept(
  place: RefObject<HTMLElement | null>,
  items: string,
  otherwise: () => HTMLElement | null | undefined,
): { readonly onFocus: (event: FocusEvent) => void; readonly onBlur: () => void } {
  /** Where the item stands that has the focus, -1 for anything else of the place; undefined while it is elsewhere. */
  const focused = useRef<number>(undefined)
  const all = () => [...(place.current?.querySelectorAll<HTMLElement>(items) ?? [])]
  const indexOf = (target: Element) => all().findIndex((item) => item.contains(target))
  // After every drawing: React tells of no blur of what it removes, and of no focus of what moves.
  useEffect(() => {
    const { activeElement } = document
    if (focused.current === undefined || !activeElement) return
    if (activeElement !== document.body) {
      focused.current = indexOf(activeElement)
      return
    }
    const left = all()
    const next = focused.current < 0 ? undefined : left[Math.min(focused.current, left.length - 1)]
    focused.current = undefined
    next?.focus()
    if (document.activeElement === document.body) otherwise()?.focus()
  })
  return {
    onFocus({ target }) {
      if (place.current?.contains(target)) focused.current = indexOf(target) // menus lie elsewhere in the page
    },
    onBlur: () => void (focused.current = undefined),
  }
}
