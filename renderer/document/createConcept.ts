import { conceptSchema, type Concept, type ConceptAdapter, type Region } from '../../engine/protocol/project.ts'
import { freeName } from './freeName.ts'
import { nextColor } from './palette.ts'

interface NewConcept {
  readonly name: string
  readonly region: Region
  readonly words?: string
  readonly adapters?: readonly ConceptAdapter[]
}

/** A concept that lies on top of all others, under a name and in a colour that none of them has. */
export function createConcept(
  others: readonly Concept[],
  { name, region, words = '', adapters = [] }: NewConcept,
): Concept {
  return conceptSchema.parse({
    id: crypto.randomUUID(),
    name: freeName(
      name,
      others.map((other) => other.name),
    ),
    region,
    words,
    adapters,
    order: Math.max(-1, ...others.map(({ order }) => order)) + 1,
    color: nextColor(others),
  })
}
