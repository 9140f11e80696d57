import type { ComparedConcept, ComparedMethod } from '../../protocol/compareEvents.ts'
import { median } from '../../tensor/median.ts'

/** A method in numbers. */
export interface MethodSummary {
  /** The middle one of its pictures, in milliseconds: the first also opens graphs. */
  readonly milliseconds: number
  /** Rows of the UNet in a step, on average: computed as a whole, and read from stored features. */
  readonly wholeRows: number
  readonly storedRows: number
  /** Calls of the UNet for predictions, in one picture. */
  readonly calls: number
  /** Forward passes to the attention maps, and back: rows, in one picture. */
  readonly readings: number
  readonly gradients: number
  readonly losses?: LossSummary
  readonly presence?: PresenceSummary
}

/** Means over pictures of the first and the last loss, and of how many there are. */
export interface LossSummary {
  readonly updates: number
  readonly first: number
  readonly last: number
}

/** Means over all concepts of all pictures. */
export interface PresenceSummary {
  readonly presence: number
  /** Of the concepts that were found; missing where none was. */
  readonly bleed?: number
  readonly found: number
  readonly concepts: number
}

/** What a method's pictures say together; undefined where there are none. */
export function summarise({ pictures, passes }: ComparedMethod, steps: number): MethodSummary | undefined {
  if (pictures.length === 0 || !passes) return undefined
  const losses = pictures.map((picture) => picture.losses).filter(({ length }) => length > 0)
  const concepts = pictures.flatMap((picture) => picture.concepts ?? [])
  return {
    milliseconds: median(pictures.map(({ milliseconds }) => milliseconds)),
    wholeRows: passes.whole.rows / steps,
    storedRows: passes.stored.rows / steps,
    calls: passes.whole.calls + passes.stored.calls + passes.firstBlock.calls,
    readings: passes.reading.rows,
    gradients: passes.gradient.rows,
    ...(losses.length > 0 && {
      losses: {
        updates: mean(losses.map(({ length }) => length)),
        first: mean(losses.map((list) => list[0]!)),
        last: mean(losses.map((list) => list.at(-1)!)),
      },
    }),
    ...(concepts.length > 0 && { presence: summarisePresence(concepts) }),
  }
}

/** What was read of some concepts. */
export function summarisePresence(concepts: readonly ComparedConcept[]): PresenceSummary {
  const found = concepts.filter((concept) => concept.found)
  return {
    presence: mean(concepts.map(({ presence }) => presence)),
    ...(found.length > 0 && { bleed: mean(found.map(({ bleed }) => bleed)) }),
    found: found.length,
    concepts: concepts.length,
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
