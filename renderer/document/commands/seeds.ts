import type { Project } from '../../../engine/protocol/project.ts'

/**
 * Seeds in a row from another first one on, as many as there were. A list is left alone: each of its seeds was chosen.
 */
export function setFirstSeed(first: number): (project: Project) => Project {
  return (project) => {
    const { seeds } = project
    if (Array.isArray(seeds) || seeds.first === first) return project
    return { ...project, seeds: { first, count: seeds.count } }
  }
}

/** One seed, in the place of however many there were. */
export function setOnlySeed(seed: number): (project: Project) => Project {
  return (project) => ({ ...project, seeds: { first: seed, count: 1 } })
}

export function setSeedCount(count: number): (project: Project) => Project {
  return (project) => {
    const { seeds } = project
    const first = Array.isArray(seeds) ? (seeds[0] ?? 0) : seeds.first
    return { ...project, seeds: { first, count } }
  }
}
