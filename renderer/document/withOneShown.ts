import type { Concept } from '../../engine/protocol/project.ts'

/** The project as it is seen and rendered while one concept is shown alone; as it is where none is. */
export function withOneShown<Shown extends { readonly concepts: readonly Concept[] }>(
  project: Shown,
  soloId: string | undefined,
): Shown {
  if (!project.concepts.some(({ id }) => id === soloId)) return project
  const concepts = project.concepts.map((one) => {
    const hidden = one.id !== soloId
    return one.hidden === hidden ? one : { ...one, hidden }
  })
  return { ...project, concepts }
}
