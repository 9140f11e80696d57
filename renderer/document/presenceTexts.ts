import type { Project } from '../../engine/protocol/project.ts'
import type { ReadConcept } from '../../engine/protocol/readConcept.ts'

/** Keys below `render.who`. */
export type PresenceText =
  'missing' | 'inPicture' | 'sharesPlaces' | 'inRegion' | 'reachesOut' | 'outside' | 'inOthers' | 'reachesInto'

/** Parts of a concept's evidence from which on something is said of them, as the engine says it in English. */
const mostly = 0.5
const partly = 0.1
const wholly = 0.8

/** What the numbers of a concept say; the same words as `describePresence` of the engine, for every language. */
export function presenceText({ found, inside, bleed }: Pick<ReadConcept, 'found' | 'inside' | 'bleed'>): PresenceText {
  if (!found) return 'missing'
  if (inside === undefined) return bleed >= mostly ? 'sharesPlaces' : 'inPicture'
  if (bleed >= mostly) return 'inOthers'
  if (inside < mostly) return 'outside'
  if (bleed >= partly) return 'reachesInto'
  return inside < wholly ? 'reachesOut' : 'inRegion'
}

/** The other concept in whose region most of it lies, where the words tell of one and it is known. */
export function strayedInto(reading: ReadConcept): { readonly conceptId: string; readonly name: string } | undefined {
  const text = presenceText(reading)
  return text === 'inOthers' || text === 'reachesInto' ? reading.bleedsInto?.[0] : undefined
}

/** The same in one of four signs, for where there is no room for words. */
export type PresenceMark = 'there' | 'outside' | 'bleeds' | 'missing'

const marks: Readonly<Record<PresenceText, PresenceMark>> = {
  missing: 'missing',
  inPicture: 'there',
  sharesPlaces: 'bleeds',
  inRegion: 'there',
  reachesOut: 'there',
  outside: 'outside',
  inOthers: 'bleeds',
  reachesInto: 'bleeds',
}

export function presenceMark(reading: Pick<ReadConcept, 'found' | 'inside' | 'bleed'>): PresenceMark {
  return marks[presenceText(reading)]
}

/** Keys below `render.who.hint`. */
export type PresenceHint = 'raiseWeight' | 'moreRoom' | 'chooseComposer' | 'giveRegion' | 'nameInPrompt'

interface HintRule {
  readonly hint: PresenceHint
  readonly fits: (facts: HintFacts) => boolean
}

interface HintFacts {
  readonly text: PresenceText
  readonly concept: Project['concepts'][number]
  readonly project: Project
}

/** A weight that leaves room to go up. */
const lowWeight = 0.8
/** A region of less than this part of the canvas leaves a concept little room. */
const smallPart = 0.12

const isPlaced = ({ concept }: HintFacts) => concept.region.type !== 'canvas'
const isLost = ({ text }: HintFacts) => text === 'missing'
const strays = ({ text }: HintFacts) => text === 'outside' || text === 'inOthers' || text === 'reachesInto'

const rules: readonly HintRule[] = [
  {
    hint: 'raiseWeight',
    fits: (facts) => isLost(facts) && facts.concept.adapters.some(({ weight }) => weight > 0 && weight < lowWeight),
  },
  { hint: 'moreRoom', fits: (facts) => (isLost(facts) || strays(facts)) && isSmall(facts) },
  { hint: 'nameInPrompt', fits: (facts) => isLost(facts) && !isNamed(facts) },
  {
    hint: 'chooseComposer',
    fits: (facts) => isPlaced(facts) && (strays(facts) || isLost(facts)) && facts.project.method.name !== 'composer',
  },
  { hint: 'giveRegion', fits: (facts) => !isPlaced(facts) && (isLost(facts) || facts.text === 'sharesPlaces') },
]

function isSmall({ concept: { region }, project: { canvas } }: HintFacts): boolean {
  return region.type === 'box' && region.width * region.height < smallPart * canvas.width * canvas.height
}

/** Whether the prompt of the picture has all of the concept's words, as the regional methods want it. */
function isNamed({ concept, project }: HintFacts): boolean {
  const words = concept.words.toLowerCase().trim()
  return words === '' || project.prompt.toLowerCase().includes(words)
}

/** What may bring a concept where it belongs, the likeliest first. */
export function presenceHints(reading: ReadConcept, project: Project): PresenceHint[] {
  const concept = project.concepts.find(({ id }) => id === reading.conceptId)
  if (!concept) return []
  const facts = { text: presenceText(reading), concept, project }
  return rules.filter(({ fits }) => fits(facts)).map(({ hint }) => hint)
}
