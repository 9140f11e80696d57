import type { Concept, Project } from '../../../engine/protocol/project.ts'
import { freeName } from '../freeName.ts'
import { stackingOf } from '../regionShape.ts'
import { changeConcepts, withFields } from './changeConcepts.ts'

/** Adds concepts under names that are free. */
export function addConcepts(added: readonly Concept[]) {
  return (project: Project): Project => {
    const concepts = [...project.concepts]
    for (const concept of added) {
      concepts.push({ ...concept, name: freeName(concept.name, namesOf(concepts)) })
    }
    return added.length === 0 ? project : { ...project, concepts }
  }
}

const namesOf = (concepts: readonly Concept[]) => concepts.map(({ name }) => name)

/** An empty name changes nothing, and one that is taken gets a number. */
export function renameConcept(id: string, name: string) {
  return (project: Project): Project => {
    if (name.trim() === '') return project
    const others = project.concepts.filter((concept) => concept.id !== id)
    const free = freeName(name, namesOf(others))
    return changeConcepts(project, [id], (concept) => withFields(concept, { name: free }))
  }
}

/** `#rrggbb`. */
export function setColor(ids: readonly string[], color: string) {
  return (project: Project): Project => changeConcepts(project, ids, (concept) => withFields(concept, { color }))
}

export function setWords(ids: readonly string[], words: string) {
  return (project: Project): Project => changeConcepts(project, ids, (concept) => withFields(concept, { words }))
}

/** Without any text the field goes. */
export function setNegativeWords(ids: readonly string[], words: string) {
  const negativeWords = words === '' ? undefined : words
  return (project: Project): Project =>
    changeConcepts(project, ids, (concept) => withFields(concept, { negativeWords }))
}

/** Canvas pixels. */
export function setFeather(ids: readonly string[], feather: number) {
  const width = Math.max(0, feather)
  return (project: Project): Project =>
    changeConcepts(project, ids, (concept) => withFields(concept, { feather: width }))
}

/** As a list shows them: the uppermost first. */
export function listOrder(concepts: readonly Concept[]): Concept[] {
  return stackingOf(concepts).reverse()
}

/** Ids of a list after some of them were dropped at the place of another; those that move stay together. */
export function movedInList(ids: readonly string[], moved: readonly string[], over: string): string[] {
  const chosen = ids.filter((id) => moved.includes(id))
  const first = ids.indexOf(chosen[0] ?? over)
  const target = ids.indexOf(over)
  if (chosen.length === 0 || target === -1 || chosen.includes(over)) return [...ids]
  const others = ids.filter((id) => !moved.includes(id))
  const at = others.indexOf(over) + (target > first ? 1 : 0)
  return [...others.slice(0, at), ...chosen, ...others.slice(at)]
}

/** Stacks concepts as a list has them, the uppermost first. */
export function reorderConcepts(uppermostFirst: readonly string[]) {
  return (project: Project): Project => {
    const present = listOrder(project.concepts).map(({ id }) => id)
    if (present.every((id, index) => id === uppermostFirst[index])) return project
    const orders = new Map(uppermostFirst.map((id, index) => [id, uppermostFirst.length - 1 - index]))
    return changeConcepts(project, uppermostFirst, (concept) =>
      withFields(concept, { order: orders.get(concept.id) ?? concept.order }),
    )
  }
}
