import { attentionRules } from './attention.ts'
import { elementwiseRules } from './elementwise.ts'
import type { GradientRule } from './gradientRule.ts'
import { normalizationRules } from './normalizations.ts'
import { productRules } from './products.ts'
import { reductionRules } from './reductions.ts'
import { shapingRules } from './shaping.ts'

/** How each operator is differentiated, by its `opType`. */
export const gradientRules: ReadonlyMap<string, GradientRule> = new Map(
  Object.entries({
    ...elementwiseRules,
    ...shapingRules,
    ...reductionRules,
    ...normalizationRules,
    ...productRules,
    ...attentionRules,
  }),
)
