import { seedsOf, type Project } from '../../engine/protocol/project.ts'
import type { History } from './history.ts'

/** The first seed that a document had before the one that it has; undefined where it never had another. */
export function previousSeed({
  project,
  history,
}: {
  project: Project
  history: History<Project>
}): number | undefined {
  const [present] = seedsOf(project)
  const step = history.past.findLast(({ document }) => seedsOf(document)[0] !== present)
  return step && seedsOf(step.document)[0]
}
