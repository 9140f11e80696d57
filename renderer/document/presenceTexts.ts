import { methodSettings } from '../../engine/protocol/methodSettings.ts'
import { isFaint, presencePlace, type PresencePlace } from '../../engine/protocol/presenceVerdict.ts'
import type { Project } from '../../engine/protocol/project.ts'
import type { ReadConcept } from '../../engine/protocol/readConcept.ts'

/** What is known of a concept in one of five signs, for where there is no room for words. */
export type PresenceMark = 'there' | 'faint' | 'outside' | 'bleeds' | 'missing'

const marks: Readonly<Record<PresencePlace, PresenceMark>> = {
  missing: 'missing',
  inPicture: 'there',
  sharesPlaces: 'bleeds',
  inRegion: 'there',
  reachesOut: 'there',
  reachesInto: 'bleeds',
  inBackground: 'outside',
  outside: 'outside',
  inOthers: 'bleeds',
}

export type PresenceTone = 'good' | 'poor' | 'absent'

export const presenceTones: Readonly<Record<PresenceMark, PresenceTone>> = {
  there: 'good',
  faint: 'poor',
  outside: 'poor',
  bleeds: 'poor',
  missing: 'absent',
}

export function presenceMark(reading: ReadConcept): PresenceMark {
  const mark = marks[presencePlace(reading)]
  return mark === 'there' && isFaint(reading) ? 'faint' : mark
}

/** Keys below `render.who.hint`. */
export type PresenceHint =
  'raiseWeight' | 'heedRegions' | 'moreRoom' | 'keepApart' | 'nameInPrompt' | 'chooseComposer' | 'giveRegion'

/** Hints that are the same for all concepts: they need to be said but once. */
const hintsOfMethod: ReadonlySet<PresenceHint> = new Set(['heedRegions', 'keepApart', 'chooseComposer'])

export function isOfMethod(hint: PresenceHint): boolean {
  return hintsOfMethod.has(hint)
}

interface HintRule {
  readonly hint: PresenceHint
  readonly fits: (facts: HintFacts) => boolean
}

interface HintFacts {
  readonly place: PresencePlace
  readonly isFaint: boolean
  readonly concept: Project['concepts'][number]
  readonly project: Project
}

/** A weight that leaves room to go up. */
const lowWeight = 0.8
/** A region of less than this part of the canvas leaves a concept little room. */
const smallPart = 0.12
/** As many as can be tried. */
const mostHints = 2

const isPlaced = ({ concept }: HintFacts) => concept.region.type !== 'canvas'
const isLost = ({ place }: HintFacts) => place === 'missing'
const isAmongOthers = ({ place }: HintFacts) => place === 'inOthers' || place === 'outside' || place === 'reachesInto'
const strays = (facts: HintFacts) => facts.place === 'inBackground' || isAmongOthers(facts)
const heedsRegions = ({ project: { method } }: HintFacts) => !methodsWithoutRegions.has(method.name)

const methodsWithoutRegions: ReadonlySet<string> = new Set(['merge', 'switch', 'composite', 'cmlora'])

/** The likeliest first. */
const rules: readonly HintRule[] = [
  { hint: 'heedRegions', fits: (facts) => isPlaced(facts) && strays(facts) && !heedsRegions(facts) },
  {
    hint: 'raiseWeight',
    fits: (facts) =>
      (isLost(facts) || facts.isFaint) && facts.concept.adapters.some(({ weight }) => weight > 0 && weight < lowWeight),
  },
  { hint: 'moreRoom', fits: (facts) => (isLost(facts) || strays(facts)) && isSmall(facts) },
  { hint: 'keepApart', fits: (facts) => isAmongOthers(facts) && seesNeighbours(facts) },
  { hint: 'nameInPrompt', fits: (facts) => isLost(facts) && !isNamed(facts) },
  {
    hint: 'chooseComposer',
    fits: (facts) =>
      isPlaced(facts) &&
      (isLost(facts) || (strays(facts) && heedsRegions(facts))) &&
      facts.project.method.name !== 'composer',
  },
  { hint: 'giveRegion', fits: (facts) => !isPlaced(facts) && (isLost(facts) || facts.place === 'sharesPlaces') },
]

function isSmall({ concept: { region }, project: { canvas } }: HintFacts): boolean {
  return region.type === 'box' && region.width * region.height < smallPart * canvas.width * canvas.height
}

/** Whether regions look at each other more than the method would let them by itself. */
function seesNeighbours({ project: { method } }: HintFacts): boolean {
  if (method.name !== 'regional' && method.name !== 'composer') return false
  const given = methodSettings[method.name].safeParse(method).data?.isolation
  const usual = methodSettings[method.name].parse({}).isolation
  return given !== undefined && (given.softness > usual.softness || given.from > usual.from || given.to < usual.to)
}

/** Whether the prompt of the picture has all of the concept's words, as the regional methods want it. */
function isNamed({ concept, project }: HintFacts): boolean {
  const words = concept.words.toLowerCase().trim()
  return words === '' || project.prompt.toLowerCase().includes(words)
}

/** What may bring a concept where it belongs in the next picture of `project`, the likeliest first. */
export function presenceHints(reading: ReadConcept, project: Project): PresenceHint[] {
  const concept = project.concepts.find(({ id }) => id === reading.conceptId)
  if (!concept) return []
  const facts = { place: presencePlace(reading), isFaint: isFaint(reading), concept, project }
  const hints = rules.filter(({ fits }) => fits(facts)).map(({ hint }) => hint)
  return hints.slice(0, mostHints)
}
