import type { Concept, Project, Region } from '../../../engine/protocol/project.ts'
import { movedPoints } from '../../geometry/polygon.ts'
import { freeName } from '../freeName.ts'
import { nextColor } from '../palette.ts'

/**
 * Copies of concepts, each in front of all, moved aside, with a name and a colour of its own. `ids` are the new ones by
 * the old.
 */
export function duplicateConcepts(ids: ReadonlyMap<string, string>, shift: number) {
  return (project: Project): Project => {
    const concepts = [...project.concepts]
    for (const concept of project.concepts) {
      const id = ids.get(concept.id)
      if (id === undefined) continue
      const order = Math.max(...concepts.map((other) => other.order)) + 1
      const name = freeName(
        concept.name,
        concepts.map((other) => other.name),
      )
      const region = shifted(concept.region, shift)
      concepts.push({ ...concept, id, name, region, order, color: nextColor(concepts), hidden: false, locked: false })
    }
    return concepts.length > project.concepts.length ? { ...project, concepts } : project
  }
}

function shifted(region: Region, by: number): Region {
  if (region.type === 'box') return { ...region, x: region.x + by, y: region.y + by }
  if (region.type === 'polygon') return { ...region, points: [...movedPoints(region.points, by, by)] }
  return region
}

export function removeConcepts(ids: readonly string[]) {
  return (project: Project): Project => {
    const concepts = project.concepts.filter(({ id }) => !ids.includes(id))
    return concepts.length < project.concepts.length ? { ...project, concepts } : project
  }
}

/** Hides or shows, locks or unlocks. */
export function setFlag(ids: readonly string[], flag: 'hidden' | 'locked', value: boolean) {
  const isOther = (concept: Concept) => ids.includes(concept.id) && (concept[flag] ?? false) !== value
  return (project: Project): Project => {
    if (!project.concepts.some(isOther)) return project
    return {
      ...project,
      concepts: project.concepts.map((concept) => (isOther(concept) ? { ...concept, [flag]: value } : concept)),
    }
  }
}
