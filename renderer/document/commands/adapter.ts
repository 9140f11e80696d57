import type { ConceptAdapter, FileReference, Project } from '../../../engine/protocol/project.ts'
import { changeConcepts, withFields } from './changeConcepts.ts'

/** Which adapter of which concept. */
export interface AdapterPlace {
  readonly conceptId: string
  readonly index: number
}

/** Limits of what an artist can give an adapter. */
export const adapterLimits = { weight: 20, usualWeight: 2 } as const

export function addAdapter(conceptId: string, adapter: ConceptAdapter) {
  return (project: Project): Project =>
    changeConcepts(project, [conceptId], (concept) => ({ ...concept, adapters: [...concept.adapters, adapter] }))
}

export function removeAdapter({ conceptId, index }: AdapterPlace) {
  return (project: Project): Project =>
    changeConcepts(project, [conceptId], (concept) => {
      const adapters = concept.adapters.filter((_, place) => place !== index)
      return adapters.length === concept.adapters.length ? concept : { ...concept, adapters }
    })
}

/** Another file in the same place: what was set for its blocks and ranks is gone, its weight and steps stay. */
export function replaceAdapter(place: AdapterPlace, file: FileReference) {
  return changeAdapters([place], (adapter) => withFields(adapter, { file, blocks: undefined, rankLimit: undefined }))
}

export function setWeight(places: readonly AdapterPlace[], weight: number) {
  return changeAdapters(places, (adapter) => withFields(adapter, { weight: limited(weight) }))
}

/** Undefined lets it follow the weight. */
export function setTextEncoderWeight(places: readonly AdapterPlace[], weight: number | undefined) {
  const textEncoderWeight = weight === undefined ? undefined : limited(weight)
  return changeAdapters(places, (adapter) => withFields(adapter, { textEncoderWeight }))
}

/** The part of the steps in which adapters act. What is empty or turned around changes nothing. */
export function setAdapterPart(places: readonly AdapterPlace[], { from, to }: { from: number; to: number }) {
  const part = { from: Math.max(0, from), to: Math.min(1, to) }
  return changeAdapters(places, (adapter) => (part.from < part.to ? withFields(adapter, part) : adapter))
}

/** A preset's name, a factor for each block, or undefined for all of the adapter. */
export function setBlocks(places: readonly AdapterPlace[], blocks: ConceptAdapter['blocks']) {
  return changeAdapters(places, (adapter) => withFields(adapter, { blocks }))
}

export function setRankLimit(places: readonly AdapterPlace[], rankLimit: number | undefined) {
  return changeAdapters(places, (adapter) => withFields(adapter, { rankLimit }))
}

function limited(weight: number): number {
  return Math.min(adapterLimits.weight, Math.max(-adapterLimits.weight, weight))
}

function changeAdapters(places: readonly AdapterPlace[], change: (adapter: ConceptAdapter) => ConceptAdapter) {
  const isChosen = (conceptId: string, index: number) =>
    places.some((place) => place.conceptId === conceptId && place.index === index)
  return (project: Project): Project =>
    changeConcepts(
      project,
      places.map(({ conceptId }) => conceptId),
      (concept) => {
        const adapters = concept.adapters.map((adapter, index) =>
          isChosen(concept.id, index) ? change(adapter) : adapter,
        )
        return adapters.some((adapter, index) => adapter !== concept.adapters[index])
          ? { ...concept, adapters }
          : concept
      },
    )
}
