import type { Job } from '../../../engine/protocol/window/index.ts'
import type { useTexts } from '../../i18n/language.ts'
import { methodName } from './methodName.ts'

type Translate = ReturnType<typeof useTexts>

/** What tells a job from others of its document: `Regions in one pass · seeds 4–5 · 2 pictures`. */
export function jobText(
  { methods, seeds, pictures }: Pick<Job, 'methods' | 'seeds' | 'pictures'>,
  t: Translate,
): string {
  return [
    methods.length === 1 ? methodName(methods[0]!, t) : t('render.job.methods', { count: methods.length }),
    seedsText(seeds, t),
    t('render.compareDialog.pictures', { count: pictures }),
  ].join(' · ')
}

/** The method at work: of a comparison, which of how many it is. */
export function usedMethodText(
  method: string,
  { methodNumber, methods }: Pick<Job, 'methodNumber' | 'methods'>,
  t: Translate,
): string {
  const name = methodName(method, t)
  return methodNumber === undefined
    ? t('render.method', { name })
    : t('render.methodOf', { name, number: methodNumber, count: methods.length })
}

function seedsText({ count, first, areInRow }: Job['seeds'], t: Translate): string {
  const [seed = 0] = first
  if (count === 1) return t('render.job.seed', { seed: `${seed}` })
  if (areInRow) return t('render.job.seedsInRow', { first: `${seed}`, last: `${seed + count - 1}` })
  const seeds = first.join(', ')
  return count > first.length
    ? t('render.job.moreSeeds', { seeds, count: count - first.length })
    : t('render.job.seeds', { seeds })
}
