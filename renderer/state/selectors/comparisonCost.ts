import type { TFunction } from 'i18next'
import type { MethodName } from '../../../engine/protocol/project.ts'
import type { CostEstimate } from '../../../engine/protocol/window/index.ts'
import type { CompareCosts } from '../compareCosts.ts'
import { timeRangeText } from './costText.ts'

type Range = CostEstimate['rowsPerStep']

/** What a comparison takes, as far as it is known: the sum of what its methods take for as many seeds. */
export type ComparisonTime =
  { readonly state: 'known'; readonly total: Range } | { readonly state: 'pending' } | { readonly state: 'untimed' }

/** Methods that cannot be rendered take no time. */
export function comparisonTime(methods: readonly MethodName[], costs: CompareCosts, seeds: number): ComparisonTime {
  let total: Range = { fewest: 0, expected: 0, most: 0 }
  let isTimed = true
  for (const method of methods) {
    const cost = costs.get(method)
    if (!cost) return { state: 'pending' }
    if ('error' in cost) continue
    const { time } = cost.estimate
    if (time) total = addTo(total, time, seeds)
    else isTimed = false
  }
  return isTimed ? { state: 'known', total } : { state: 'untimed' }
}

function addTo(total: Range, { once, picture }: NonNullable<CostEstimate['time']>, seeds: number): Range {
  const add = (key: keyof Range) => total[key] + once + seeds * picture[key]
  return { fewest: add('fewest'), expected: add('expected'), most: add('most') }
}

/** `6 pictures · about 12 s – 20 s`. */
export function comparisonLine(
  t: TFunction<'texts'>,
  pictures: number,
  time: ComparisonTime,
  language: string,
): string {
  return `${t('render.compareDialog.pictures', { count: pictures })} · ${textOf(t, time, language)}`
}

function textOf(t: TFunction<'texts'>, time: ComparisonTime, language: string): string {
  switch (time.state) {
    case 'known':
      return t('render.compareDialog.time', { time: timeRangeText(time.total, language) })
    case 'pending':
      return t('render.compareDialog.estimating')
    case 'untimed':
      return t('render.compareDialog.untimed')
  }
}
