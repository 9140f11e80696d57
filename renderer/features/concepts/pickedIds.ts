interface Held {
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
}

/**
 * What is selected after `id` was pressed: Shift takes all from `anchor` on, Ctrl adds or takes away, plain takes it
 * alone.
 */
export function pickedIds(
  ids: readonly string[],
  selection: readonly string[],
  anchor: string | undefined,
  id: string,
  { shiftKey, ctrlKey, metaKey }: Held,
): readonly string[] {
  if (shiftKey) {
    const from = ids.indexOf(anchor ?? selection[0] ?? id)
    const to = ids.indexOf(id)
    const range = ids.slice(Math.min(Math.max(from, 0), to), Math.max(from, to) + 1)
    return from <= to ? range : range.toReversed() // the last one is the one that was pressed
  }
  if (!ctrlKey && !metaKey) return [id]
  return selection.includes(id) ? selection.filter((other) => other !== id) : [...selection, id]
}
