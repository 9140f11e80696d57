import type { RegionPresence } from '../composition/presenceAndBleed.ts'
import { EngineError } from '../errors/engineError.ts'
import type { Concept, Project } from '../protocol/project.ts'
import type { ReadConcept } from '../protocol/readConcept.ts'
import { describeReading } from './describeReading.ts'
import type { PictureReading } from './readPicture.ts'

/**
 * What a picture shows of each concept that could be looked for, in the order of the project.
 * @throws EngineError `render-failed` for a reading that is not made of numbers.
 */
export function readConcepts(
  { grid, concepts: readings }: PictureReading,
  { concepts }: Pick<Project, 'concepts'>,
): ReadConcept[] {
  const names = new Map(concepts.map((concept) => [concept.id, nameOf(concept)]))
  return concepts.flatMap((concept) => {
    const reading = readings.find(({ presence: { conceptId } }) => conceptId === concept.id)
    if (!reading) return []
    const { presence, found, bleed, peakCell, region } = reading.presence
    if (!Number.isFinite(presence) || !Number.isFinite(bleed)) throw noNumbers(concept)
    const known = (id: string) => names.get(id) ?? id
    const read = {
      conceptId: concept.id,
      name: nameOf(concept),
      presence: rounded(presence),
      found,
      bleed: rounded(bleed),
      ...(region && {
        inside: rounded(region.inside),
        bleedsInto: sharesOf(region, known),
        background: rounded(region.background),
      }),
      peak: { x: rounded((peakCell.x + 0.5) / grid.width), y: rounded((peakCell.y + 0.5) / grid.height) },
    }
    return [{ ...read, sentence: describeReading(read) }]
  })
}

function sharesOf({ bleedInto }: RegionPresence, nameOf: (id: string) => string): ReadConcept['bleedsInto'] {
  const shares = bleedInto.map(({ conceptId, share }) => ({
    conceptId,
    name: nameOf(conceptId),
    share: rounded(share),
  }))
  return shares.filter(({ share }) => share > 0).sort((a, b) => b.share - a.share)
}

/** What the artist calls a concept. */
export function nameOf({ id, name }: Pick<Concept, 'id' | 'name'>): string {
  return name.trim() === '' ? id : name
}

/** More digits would say more than is measured. */
function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4
}

function noNumbers(concept: Concept): EngineError {
  return new EngineError(
    'render-failed',
    `What the network predicts for '${nameOf(concept)}' is not made of numbers.`,
    'Lower the weights of the adapters: numbers this large overflow.',
  )
}
