import { useRef } from 'react'

/** A selector that answers what it answered before, for as long as `isSame` sees no difference. */
export function useKept<State, Selected>(
  select: (state: State) => Selected,
  isSame: (before: Selected, now: Selected) => boolean,
): (state: State) => Selected {
  const kept = useRef<{ readonly selected: Selected }>(undefined)
  return (state) => {
    const selected = select(state)
    if (!kept.current || !isSame(kept.current.selected, selected)) kept.current = { selected }
    return kept.current.selected
  }
}
