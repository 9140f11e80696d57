import { useEffect } from 'react'
import { useEngineText } from '../i18n/engineText.ts'
import { currentLanguage, useTexts } from '../i18n/language.ts'
import { headlineOf } from './actions/errors.ts'
import { costDetails, costLine } from './selectors/costText.ts'
import { useCost, useStores } from './stores.ts'

/** What `CostLine` shows of the document; the engine is asked after each change as long as this is in use. */
export function useCostLine() {
  const t = useTexts()
  const engineText = useEngineText()
  const { cost } = useStores()
  const estimate = useCost((state) => state.estimate)
  const error = useCost((state) => state.error)
  const isPending = useCost((state) => state.isPending)
  useEffect(() => cost.getState().watch(), [cost])
  const language = currentLanguage()
  return {
    label: t('inspector.cost.title'),
    line: estimate && costLine(t, estimate, language),
    details: estimate ? costDetails(t, estimate, language) : [],
    warnings: estimate?.warnings.map(engineText) ?? [],
    problem: error && `${headlineOf(error)}. ${engineText(error.message)} ${engineText(error.remedy)}`.trim(),
    isPending,
    pendingText: t('inspector.cost.pending'),
  }
}
