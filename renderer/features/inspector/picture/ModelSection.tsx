import { FolderPlus } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { setModel } from '../../../document/commands/picture.ts'
import { useEngineText } from '../../../i18n/engineText.ts'
import { useTexts } from '../../../i18n/language.ts'
import { addModel } from '../../../state/actions/library.ts'
import { entryOfFile } from '../../../state/selectors/libraryFiles.ts'
import { matchKey } from '../../../state/matchStore.ts'
import { useDocument, useHost, useMatches, useStores } from '../../../state/stores.ts'
import { useConceptFacts } from '../../../state/useConceptFacts.ts'
import { Button } from '../../../ui/Button.tsx'
import { SearchSelect } from '../../../ui/SearchSelect.tsx'
import { Section } from '../../../ui/Section.tsx'
import styles from './picture.module.css'

/** What the picture is rendered with, and which adapters that leaves behind. */
export function ModelSection() {
  const t = useTexts()
  const engineText = useEngineText()
  const stores = useStores()
  const { document } = stores
  const hasDialogs = useHost((state) => state.start.host.hasDialogs)
  const { path, name } = useDocument((state) => state.project.model)
  const models = useHost((state) => state.library.models)
  const isMissing = useDocument((state) =>
    state.problems.some(({ handle, problem }) => handle === path && problem === 'missing'),
  )
  const model = models.find(({ file }) => file === path)
  const options = models.map(({ file, name: label, architecture, nativeSide, problem }) => ({
    value: file,
    label: problem ? `${label} – ${t('inspector.model.broken')}` : label,
    detail: problem
      ? engineText(problem.message)
      : [architecture, nativeSide && `${nativeSide} px`].filter(Boolean).join(' · '),
    disabled: problem !== undefined,
  }))
  return (
    <Section title={t('inspector.model.title')}>
      <SearchSelect
        label={t('inspector.model.label')}
        value={path}
        shown={name ?? t('inspector.model.none')}
        options={options}
        searchText={t('inspector.model.search')}
        emptyText={t('inspector.nothingFound')}
        hint={
          [model?.architecture, model?.nativeSide && `${model.nativeSide} px`].filter(Boolean).join(' · ') || undefined
        }
        error={isMissing ? t('inspector.model.missing') : model?.problem && engineText(model.problem.message)}
        onChange={(file) => {
          const chosen = models.find((other) => other.file === file)
          document.getState().apply('changeModel', setModel({ path: file, ...(chosen && { name: chosen.name }) }))
        }}
      />
      {hasDialogs && (
        <Button variant="quiet" icon={<FolderPlus size={14} aria-hidden />} onClick={() => void addModel(stores)}>
          {t('inspector.model.add')}
        </Button>
      )}
      <Misfits model={path} />
    </Section>
  )
}

/** Adapters of the document that the model cannot take. */
function Misfits({ model }: { readonly model: string }) {
  const t = useTexts()
  const { matches } = useStores()
  const concepts = useConceptFacts()
  const library = useHost((state) => state.library)
  const known = useMatches((state) => state.matches)
  const entries = useMemo(() => {
    const adapters = concepts.filter(({ hidden }) => !hidden).flatMap((concept) => concept.adapters)
    const found = adapters.map(({ file }) => entryOfFile({ library }, file.path))
    return [...new Set(found)].filter((entry) => entry !== undefined && !entry.problem)
  }, [concepts, library])
  useEffect(
    () =>
      matches.getState().ask(
        model,
        entries.map((entry) => entry!.id),
      ),
    [matches, model, entries],
  )
  const misfits = entries.filter((entry) => known.get(matchKey(model, entry!.id))?.type === 'refused')
  if (misfits.length === 0) return null
  return (
    <div className={styles.notice} role="note">
      <p>{t('inspector.model.misfits', { count: misfits.length })}</p>
      <ul className={styles.misfits}>
        {misfits.map((entry) => (
          <li key={entry!.id}>{entry!.name}</li>
        ))}
      </ul>
    </div>
  )
}
