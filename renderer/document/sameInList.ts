import type { Concept } from '../../engine/protocol/project.ts'

/** Whether lists of concepts show the same: they say which kind of region one has, not where it lies. */
export function isSameInList(before: readonly Concept[], now: readonly Concept[]): boolean {
  return before.length === now.length && before.every((concept, index) => isSameRow(concept, now[index]!))
}

function isSameRow(before: Concept, now: Concept): boolean {
  if (before === now) return true
  const { region: regionBefore, ...factsBefore } = before
  const { region, ...facts } = now
  if (regionBefore.type !== region.type) return false
  const keys = Object.keys({ ...factsBefore, ...facts }) as (keyof typeof facts)[]
  return keys.every((key) => factsBefore[key] === facts[key])
}
