import type { ReadConcept } from '../protocol/readConcept.ts'
import { plainText } from './plainText.ts'

/** Less is not worth a word. */
const leastBleed = 0.01

/** `Kiki is in its region (presence 0.52, bleed 0.03)`: a concept as it was read from a picture, in a line. */
export function describeReadConcept({ sentence, presence, found, bleed }: ReadConcept): string {
  const numbers = [
    `presence ${presence.toFixed(2)}`,
    ...(found && bleed >= leastBleed ? [`bleed ${bleed.toFixed(2)}`] : []),
  ]
  return `${plainText(sentence).replace(/\.$/, '')} (${numbers.join(', ')})`
}
