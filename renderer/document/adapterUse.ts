import type { Compatibility, LibraryEntry } from '../../engine/protocol/window/index.ts'

/**
 * Why an adapter of the library is of no use for a model: its file cannot be read, or the model takes nothing of it.
 * Undefined where it is, or where nobody knows yet.
 */
export function uselessness(
  problem: LibraryEntry['problem'],
  match: Compatibility | undefined,
): 'broken' | 'refused' | undefined {
  if (problem) return 'broken'
  if (!match) return undefined
  return match.type === 'refused' || match.applied === 0 ? 'refused' : undefined
}
