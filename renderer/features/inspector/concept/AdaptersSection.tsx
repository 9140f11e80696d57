import { Plus } from 'lucide-react'
import type { Concept } from '../../../../engine/protocol/project.ts'
import { useTexts } from '../../../i18n/language.ts'
import { addAdapterTo } from '../../../state/actions/placeAdapter.ts'
import { useStores } from '../../../state/stores.ts'
import { Button } from '../../../ui/Button.tsx'
import { SearchButton } from '../../../ui/SearchSelect.tsx'
import { Section } from '../../../ui/Section.tsx'
import { AdapterCard } from './AdapterCard.tsx'
import styles from './concept.module.css'
import { useAdapterOptions } from './useAdapterOptions.ts'

/** The adapters of a concept, and the library to add from. */
export function AdaptersSection({ concept }: { readonly concept: Concept }) {
  const t = useTexts()
  const stores = useStores()
  const options = useAdapterOptions()
  const { id, adapters } = concept
  return (
    <Section title={t('inspector.adapters.title')}>
      {adapters.length === 0 && <p className={styles.quiet}>{t('inspector.adapters.none')}</p>}
      {adapters.map((adapter, index) => (
        <AdapterCard
          key={`${index} ${adapter.file.path}`}
          place={{ conceptId: id, index }}
          adapter={adapter}
          options={options}
        />
      ))}
      <SearchButton
        label={t('inspector.adapters.add')}
        options={options}
        onChange={(entryId) => addAdapterTo(stores, id, entryId)}
        searchText={t('inspector.adapters.search')}
        emptyText={t(options.length === 0 ? 'inspector.adapters.empty' : 'inspector.nothingFound')}
        trigger={<Button icon={<Plus size={14} aria-hidden />}>{t('inspector.adapters.add')}</Button>}
      />
    </Section>
  )
}
