import type { Project } from '../../engine/protocol/project.ts'

/** The project as it is rendered while one concept is shown alone; as it is where none is. */
export function withOneShown(project: Project, soloId: string | undefined): Project {
  if (!project.concepts.some(({ id }) => id === soloId)) return project
  return { ...project, concepts: project.concepts.map((one) => (one.id === soloId ? one : { ...one, hidden: true })) }
}
