import type { Concept, Project } from '../../../engine/protocol/project.ts'

/** Changes some concepts, locked ones too; the same project where none of them becomes another. */
export function changeConcepts(
  project: Project,
  ids: readonly string[],
  change: (concept: Concept) => Concept,
): Project {
  const concepts = project.concepts.map((concept) => (ids.includes(concept.id) ? change(concept) : concept))
  return concepts.some((concept, index) => concept !== project.concepts[index]) ? { ...project, concepts } : project
}

/** The same object with some fields replaced, where that changes anything; fields that are undefined are left out. */
export function withFields<Thing extends object>(thing: Thing, fields: Optional<Thing>): Thing {
  const changes = Object.entries(fields)
  if (changes.every(([key, value]) => Object.is(thing[key as keyof Thing], value))) return thing
  const kept = Object.entries({ ...thing, ...fields }).filter(([, value]) => value !== undefined)
  return Object.fromEntries(kept) as Thing
}

type Optional<Thing> = { readonly [Key in keyof Thing]?: Thing[Key] | undefined }
