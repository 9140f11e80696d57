import { settingsOf } from './method.ts'
import type { MethodSettings } from '../protocol/methodSettings.ts'
import type { FeatureCache } from '../protocol/featureCache.ts'
import type { Method, MethodName, Project } from '../protocol/project.ts'

/** How much time a picture may take: the setting of the method `auto`. */
export type Effort = MethodSettings<'auto'>['effort']

/** What decides on the method of a picture. */
export interface PictureFacts {
  /**
   * Concepts that have a place drawn. Those of the whole canvas beside them, such as styles, act everywhere in the
   * methods with regions, and so never decide.
   */
  readonly placed: number
  /**
   * Concepts with adapters that could get in each other's way: those with words of their own. An adapter without words
   * is a style and stands beside any of them.
   */
  readonly subjects: number
  readonly effort: Effort
}

/** What a project is rendered with. */
export interface ChosenMethod {
  readonly method: Method
  readonly cache: FeatureCache
  /** Why, as a sentence, where the program chose. */
  readonly reason?: string
}

interface Rule {
  readonly fits: (facts: PictureFacts) => boolean
  readonly name: Exclude<MethodName, 'auto'>
  /** Computes everything every so many steps. */
  readonly cacheInterval?: number
  readonly reason: (facts: PictureFacts) => string
}

const isDraft = ({ effort }: PictureFacts) => effort === 'draft'
const isBest = ({ effort }: PictureFacts) => effort === 'best'
const hasPlaces = ({ placed }: PictureFacts) => placed > 0
const places = ({ placed }: PictureFacts) => (placed === 1 ? 'A concept has a place' : `${placed} concepts have places`)
/** CLoRA takes a row of the network for each subject, and keeps few apart. */
const mostSubjectsOfCLoRA = 3

/**
 * The first rule that fits decides. Where nothing is drawn, Switch comes closest to what several adapters are asked for
 * at the price of one (Zhong et al. 2024, and later comparisons of others); Merge mixes them up.
 */
const rules: readonly Rule[] = [
  {
    fits: (facts) => hasPlaces(facts) && isBest(facts),
    name: 'composer',
    reason: (facts) => `${places(facts)}, and the best result is wanted: their words are led into their places.`,
  },
  {
    fits: (facts) => hasPlaces(facts) && isDraft(facts),
    name: 'regional',
    cacheInterval: 3,
    reason: (facts) => `${places(facts)}, and a draft is wanted: one prediction does for all, and most steps reuse it.`,
  },
  {
    fits: hasPlaces,
    name: 'regional',
    reason: (facts) => `${places(facts)}: one prediction does for all, and each acts in its place alone.`,
  },
  {
    fits: ({ subjects }) => subjects === 0,
    name: 'merge',
    reason: () => 'No adapter has a subject of its own: there is nothing to keep apart.',
  },
  {
    fits: ({ subjects }) => subjects === 1,
    name: 'merge',
    reason: () => 'There is one subject, on the whole canvas: there is nothing to keep apart.',
  },
  {
    fits: (facts) => isBest(facts) && facts.subjects <= mostSubjectsOfCLoRA,
    name: 'clora',
    reason: ({ subjects }) =>
      `${subjects} subjects have no place, and the best result is wanted: attention keeps them apart.`,
  },
  {
    fits: () => true,
    name: 'switch',
    reason: ({ subjects }) => `${subjects} subjects have no place: their adapters take turns.`,
  },
]

/** Chooses a method, and a feature cache where one is of use. The rules are those of docs/project-file.md. */
export function chooseMethod(facts: PictureFacts): Required<ChosenMethod> {
  const { name, cacheInterval, reason } = rules.find(({ fits }) => fits(facts))!
  const cache: FeatureCache =
    cacheInterval === undefined ? { type: 'off' } : { type: 'uniform', interval: cacheInterval }
  return { method: { name }, cache, reason: reason(facts) }
}

/**
 * What a project is rendered with: its own method and cache, or those chosen for the method `auto`. A cache that the
 * artist chose counts more.
 * @throws EngineError `setting-invalid` for an effort that does not exist.
 */
export function methodOfProject({
  method,
  cache,
  concepts,
}: Pick<Project, 'method' | 'cache' | 'concepts'>): ChosenMethod {
  if (method.name !== 'auto') return { method, cache }
  const visible = concepts.filter(({ hidden }) => !hidden)
  const chosen = chooseMethod({
    placed: visible.filter(({ region, words }) => region.type !== 'canvas' && words.trim() !== '').length,
    subjects: visible.filter(({ adapters, words }) => adapters.length > 0 && words.trim() !== '').length,
    effort: settingsOf('auto', method).effort,
  })
  return cache.type === 'off' ? chosen : { ...chosen, cache }
}
