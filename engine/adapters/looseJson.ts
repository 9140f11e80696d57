/** Readers of JSON that nobody vouches for: what does not fit is `undefined` or left out, and nothing throws. */

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function parseJsonText(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Text with something in it. kohya writes Python's `None` for what was not given. */
export function nonEmptyText(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const trimmed = value.trim()
  return trimmed === '' || trimmed === 'None' ? undefined : trimmed
}

export function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

/** A list of words, given as an array or as text with commas. */
export function textList(value: unknown): readonly string[] {
  const parts: unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? [value] : []
  const words = parts.flatMap((part) => (typeof part === 'string' ? part.split(',') : []))
  return [...new Set(words.flatMap((word) => nonEmptyText(word) ?? []))]
}

/** kohya's `{ folder: { tag: count } }` summed over folders, most frequent first, then by name. */
export function countedTags(
  value: unknown,
  limit: number,
): readonly { readonly tag: string; readonly count: number }[] {
  const counts = new Map<string, number>()
  for (const folder of isRecord(value) ? Object.values(value) : []) {
    for (const [name, count] of isRecord(folder) ? Object.entries(folder) : []) {
      const tag = name.trim()
      if (tag !== '' && typeof count === 'number' && count > 0) counts.set(tag, (counts.get(tag) ?? 0) + count)
    }
  }
  return [...counts]
    .map(([tag, count]) => ({ tag, count }))
    .sort((a, b) => b.count - a.count || (a.tag < b.tag ? -1 : 1))
    .slice(0, limit)
}
