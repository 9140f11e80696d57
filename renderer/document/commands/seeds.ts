import type { Project } from '../../../engine/protocol/project.ts'

/** Seeds from another first one on, as many as there were. */
export function setFirstSeed(first: number): (project: Project) => Project {
  return (project) => {
    const { seeds } = project
    const count = Array.isArray(seeds) ? seeds.length : seeds.count
    if (!Array.isArray(seeds) && seeds.first === first) return project
    return { ...project, seeds: { first, count } }
  }
}

export function setSeedCount(count: number): (project: Project) => Project {
  return (project) => {
    const { seeds } = project
    const first = Array.isArray(seeds) ? (seeds[0] ?? 0) : seeds.first
    return { ...project, seeds: { first, count } }
  }
}
