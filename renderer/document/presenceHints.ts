import { methodSettings } from '../../engine/protocol/methodSettings.ts'
import { isFaint, presencePlace, type PresencePlace } from '../../engine/protocol/presenceVerdict.ts'
import type { MethodName, Project } from '../../engine/protocol/project.ts'
import type { ReadConcept } from '../../engine/protocol/readConcept.ts'

/** Keys below `render.who.hint`. */
export type PresenceHint =
  | 'raiseWeight'
  | 'heedRegions'
  | 'moreRoom'
  | 'keepApart'
  | 'nameInPrompt'
  | 'chooseComposer'
  | 'giveRegion'
  | 'giveRegionOrCLoRA'
  | 'partRegions'
  | 'sayMore'

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
  /** The method that the picture was made by, which `auto` may have chosen. */
  readonly usedMethod: string
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

const methodsWithoutRegions: ReadonlySet<string> = new Set(['merge', 'switch', 'composite', 'cmlora'])

/** Neither what the picture was made by nor what the next one will be made by is worth trying. */
function isNew(method: MethodName, { usedMethod, project }: HintFacts): boolean {
  return usedMethod !== method && project.method.name !== method
}

/** The likeliest first. */
const rules: readonly HintRule[] = [
  { hint: 'heedRegions', fits: (facts) => isPlaced(facts) && strays(facts) && ignoresRegions(facts) },
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
      (isLost(facts) || (strays(facts) && !methodsWithoutRegions.has(facts.usedMethod))) &&
      isNew('composer', facts),
  },
  { hint: 'giveRegionOrCLoRA', fits: (facts) => needsRegion(facts) && isNew('clora', facts) },
  { hint: 'giveRegion', fits: (facts) => needsRegion(facts) && !isNew('clora', facts) },
]

/** Where none of the others fits: what helps by any method. */
const lastRules: readonly HintRule[] = [
  { hint: 'partRegions', fits: isAmongOthers },
  { hint: 'moreRoom', fits: strays },
  { hint: 'sayMore', fits: (facts) => isLost(facts) || facts.isFaint },
]

/** Both the picture's method and that of the next one; `auto` takes none of these for what has a place. */
function ignoresRegions({ usedMethod, project: { method } }: HintFacts): boolean {
  return methodsWithoutRegions.has(usedMethod) && methodsWithoutRegions.has(method.name)
}

function needsRegion(facts: HintFacts): boolean {
  return !isPlaced(facts) && (isLost(facts) || facts.place === 'sharesPlaces')
}

function isSmall({ concept: { region }, project: { canvas } }: HintFacts): boolean {
  return region.type === 'box' && region.width * region.height < smallPart * canvas.width * canvas.height
}

/** Whether regions look at each other more than the method would let them by itself. */
function seesNeighbours({ usedMethod, project: { method } }: HintFacts): boolean {
  if (method.name !== usedMethod || (method.name !== 'regional' && method.name !== 'composer')) return false
  const given = methodSettings[method.name].safeParse(method).data?.isolation
  const usual = methodSettings[method.name].parse({}).isolation
  return given !== undefined && (given.softness > usual.softness || given.from > usual.from || given.to < usual.to)
}

/** Whether the prompt of the picture has all of the concept's words, as the regional methods want it. */
function isNamed({ concept, project }: HintFacts): boolean {
  const words = concept.words.toLowerCase().trim()
  return words === '' || project.prompt.toLowerCase().includes(words)
}

/**
 * What may bring a concept where it belongs in the next picture of `project`, the likeliest first: never the method
 * that the picture was made by.
 */
export function presenceHints(reading: ReadConcept, project: Project, usedMethod: string): PresenceHint[] {
  const concept = project.concepts.find(({ id }) => id === reading.conceptId)
  if (!concept) return []
  const facts = { place: presencePlace(reading), isFaint: isFaint(reading), concept, project, usedMethod }
  const fitting = (among: readonly HintRule[]) => among.filter(({ fits }) => fits(facts)).map(({ hint }) => hint)
  const hints = fitting(rules)
  return hints.length > 0 ? hints.slice(0, mostHints) : fitting(lastRules).slice(0, 1)
}
