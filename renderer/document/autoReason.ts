import type { Project } from '../../engine/protocol/project.ts'

/** A key below `render.reason`, and the number that it counts. */
export interface AutoReason {
  readonly key: 'placesBest' | 'placesDraft' | 'places' | 'noSubject' | 'oneSubject' | 'subjectsBest' | 'subjects'
  readonly count: number
}

/** CLoRA takes a row of the network for each subject, and keeps few apart. */
const mostSubjectsOfCLoRA = 3

/**
 * Why the method `auto` chooses what it chooses, for the artist's language: the rules of the engine
 * (`engine/composition/auto.ts`), which a test holds together.
 */
export function autoReason({ concepts, method }: Pick<Project, 'concepts' | 'method'>): AutoReason {
  const visible = concepts.filter(({ hidden, words }) => !hidden && words.trim() !== '')
  const placed = visible.filter(({ region }) => region.type !== 'canvas').length
  const subjects = visible.filter(({ adapters }) => adapters.length > 0).length
  const { effort } = method as { readonly effort?: unknown }
  if (placed > 0) {
    const key = effort === 'best' ? 'placesBest' : effort === 'draft' ? 'placesDraft' : 'places'
    return { key, count: placed }
  }
  if (subjects === 0) return { key: 'noSubject', count: 0 }
  if (subjects === 1) return { key: 'oneSubject', count: 1 }
  const isBest = effort === 'best' && subjects <= mostSubjectsOfCLoRA
  return { key: isBest ? 'subjectsBest' : 'subjects', count: subjects }
}
