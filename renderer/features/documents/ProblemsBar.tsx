import { useMemo, useState } from 'react'
import type { FileProblem, LibraryEntry, LibraryModel } from '../../../engine/protocol/window/index.ts'
import { useEngineText } from '../../i18n/engineText.ts'
import { useTexts } from '../../i18n/language.ts'
import { relinkFile, relinkWithFile, relinkWithModelFolder } from '../../state/actions/relink.ts'
import { useDocument, useHost, useStores } from '../../state/stores.ts'
import { Button } from '../../ui/Button.tsx'
import { chooseFiles } from '../../ui/chooseFiles.ts'
import { SearchButton, type SearchOption } from '../../ui/SearchSelect.tsx'
import styles from './documents.module.css'

/** Files of the document that are missing or changed, and what can be done about it. */
export function ProblemsBar() {
  const t = useTexts()
  const problems = useDocument((state) => state.problems)
  const [hidden, setHidden] = useState<typeof problems>()
  if (problems.length === 0 || hidden === problems) return null
  return (
    <section className={styles.bar} aria-label={t('documents.problems.label')}>
      <ul className={styles.list}>
        {problems.map((problem) => (
          <li key={problem.handle}>
            {t(`documents.problems.${problem.problem}`, { name: problem.name })}
            <Remedies problem={problem} />
          </li>
        ))}
      </ul>
      <Button variant="quiet" onClick={() => setHidden(problems)}>
        {t('documents.problems.dismiss')}
      </Button>
    </section>
  )
}

const acceptedTypes = { adapter: '.safetensors,.sft', mask: '.png' } as const

function Remedies({ problem }: { readonly problem: FileProblem }) {
  const t = useTexts()
  const stores = useStores()
  const hasDialogs = useHost((state) => state.start.host.hasDialogs)
  const { kind, found } = problem
  async function choose(accepted: string) {
    const [file] = await chooseFiles(accepted, { isSingle: true })
    if (file) await relinkWithFile(stores, problem, file)
  }
  return (
    <>
      {found !== undefined && (
        <Button onClick={() => relinkFile(stores, problem, found)}>{t('documents.problems.relink')}</Button>
      )}
      {kind !== 'mask' && <FromLibrary problem={problem} />}
      {kind !== 'model' && (
        <Button onClick={() => void choose(acceptedTypes[kind])}>{t('documents.problems.choose')}</Button>
      )}
      {kind === 'model' && hasDialogs && (
        <Button onClick={() => void relinkWithModelFolder(stores, problem)}>
          {t('documents.problems.chooseFolder')}
        </Button>
      )}
    </>
  )
}

/** Another adapter or model that the library knows. */
function FromLibrary({ problem }: { readonly problem: FileProblem }) {
  const t = useTexts()
  const stores = useStores()
  const say = useEngineText()
  const { entries, models } = useHost((state) => state.library)
  const options = useMemo(
    () =>
      problem.kind === 'model'
        ? models.map((model) => modelOption(model, say))
        : [...entries.values()].map((entry) => adapterOption(entry, say)),
    [problem.kind, entries, models, say],
  )
  return (
    <SearchButton
      label={t('documents.problems.fromLibraryOf', { name: problem.name })}
      options={options}
      onChange={(file) => relinkFile(stores, problem, file)}
      searchText={t('documents.open.search')}
      emptyText={t('documents.problems.noneInLibrary')}
      trigger={<Button>{t('documents.problems.fromLibrary')}</Button>}
    />
  )
}

const adapterOption = (entry: LibraryEntry, say: (text: string) => string): SearchOption => ({
  value: entry.file,
  label: entry.name,
  detail: entry.problem ? say(entry.problem.message) : entry.fileName,
  image: entry.preview,
  disabled: entry.problem !== undefined,
})

const modelOption = (
  { file, name, architecture, problem }: LibraryModel,
  say: (text: string) => string,
): SearchOption => ({
  value: file,
  label: name,
  detail: problem ? say(problem.message) : architecture,
  disabled: problem !== undefined,
})
