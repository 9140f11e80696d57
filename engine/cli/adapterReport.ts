import { groupByReason } from '../adapters/skippedLayers.ts'
import { counted, plainText, shortened } from './plainText.ts'

/** A layer of an adapter that was left out, and why. */
export interface SkippedLayerReport {
  readonly layer: string
  readonly reason: string
}

export interface AppliedReport {
  readonly applied: number
  readonly layers: number
  readonly skipped: readonly SkippedLayerReport[]
}

const shownLayers = 3
const shownReasons = 6
const longestLayer = 60

/**
 * One line for each reason, the most frequent first, with a few of the layers: `12 skipped: … (a, b, c and 9 more)`.
 */
export function skippedByReason(skipped: readonly SkippedLayerReport[]): string[] {
  const lines = groupByReason(skipped).map(
    ({ reason, layers }) => `${layers.length} skipped: ${plainText(reason)} (${examples(layers)})`,
  )
  if (lines.length <= shownReasons) return lines
  return [...lines.slice(0, shownReasons - 1), `and ${counted(lines.length - shownReasons + 1, 'other reason')}`]
}

function examples(layers: readonly SkippedLayerReport[]): string {
  const shown = layers.slice(0, shownLayers).map(({ layer }) => shortened(plainText(layer), longestLayer))
  const hidden = layers.length - shown.length
  return shown.join(', ') + (hidden > 0 ? ` and ${hidden} more` : '')
}

/** `applies to 90 of 102 layers` */
export function appliedLayers({ applied, layers }: Pick<AppliedReport, 'applied' | 'layers'>): string {
  return `applies to ${applied} of ${counted(layers, 'layer')}`
}
