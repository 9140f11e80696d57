import { useMemo } from 'react'
import { filterLibrary, wholeLibrary } from '../../../document/libraryFilter.ts'
import { useEngineText } from '../../../i18n/engineText.ts'
import { useTexts } from '../../../i18n/language.ts'
import { matchKey } from '../../../state/matchStore.ts'
import { useDocument, useHost, useMatches } from '../../../state/stores.ts'
import type { SearchOption } from '../../../ui/SearchSelect.tsx'

/** The adapters of the library to choose from, favourites first, with what is known of how they fit. */
export function useAdapterOptions(): readonly SearchOption[] {
  const t = useTexts()
  const engineText = useEngineText()
  const entries = useHost((state) => state.library.entries)
  const matches = useMatches((state) => state.matches)
  const model = useDocument((state) => state.project.model.path)
  return useMemo(() => {
    const matchOf = (id: string) => matches.get(matchKey(model, id))
    return filterLibrary(entries.values(), wholeLibrary, matchOf).map((entry) => {
      const { id, name, preview, problem, triggerWords, madeFor, baseModel } = entry
      const isRefused = matchOf(id)?.type === 'refused'
      const facts = [triggerWords.join(', '), madeFor ?? baseModel, isRefused && t('inspector.adapters.refused')]
      const detail = problem ? engineText(problem.message) : facts.filter(Boolean).join(' · ')
      return { value: id, label: name, detail, image: preview, disabled: problem !== undefined }
    })
  }, [entries, matches, model, t, engineText])
}
