import { Link2, Link2Off, Replace, Trash2 } from 'lucide-react'
import { removeAdapter, setTextEncoderWeight, setWeight } from '../../../document/commands/adapter.ts'
import { useTexts } from '../../../i18n/language.ts'
import { replaceAdapterBy } from '../../../state/actions/conceptAdapters.ts'
import { entryOfFile } from '../../../state/selectors/libraryFiles.ts'
import { useHost, useStores } from '../../../state/stores.ts'
import { useGesture } from '../../../state/useGesture.ts'
import { IconButton } from '../../../ui/IconButton.tsx'
import { SearchButton, type SearchOption } from '../../../ui/SearchSelect.tsx'
import type { AdapterProps } from './adapterProps.ts'
import { AdapterFiner } from './AdapterFiner.tsx'
import { AdapterFit } from './AdapterFit.tsx'
import styles from './concept.module.css'
import { WeightControl } from './WeightControl.tsx'

/** An adapter of a concept with what is set most. */
export function AdapterCard({ place, adapter, options }: AdapterProps & { readonly options: readonly SearchOption[] }) {
  const t = useTexts()
  const stores = useStores()
  const { change, ...gesture } = useGesture('changeAdapter')
  const entry = useHost((state) => entryOfFile(state, adapter.file.path))
  const name = entry?.name ?? adapter.file.name ?? t('inspector.adapters.unknown')
  const { weight, textEncoderWeight } = adapter
  const isLinked = textEncoderWeight === undefined
  return (
    <article className={styles.card} aria-label={name}>
      <div className={styles.head}>
        {entry?.preview === undefined ? (
          <span className={styles.initials} aria-hidden>
            {name.slice(0, 2)}
          </span>
        ) : (
          <img className={styles.preview} src={entry.preview} alt="" loading="lazy" decoding="async" />
        )}
        <strong className={styles.title} title={name}>
          {name}
        </strong>
        <SearchButton
          label={t('inspector.adapters.replace', { name })}
          value={entry?.id}
          options={options}
          onChange={(entryId) => replaceAdapterBy(stores, place, entryId)}
          searchText={t('inspector.adapters.search')}
          emptyText={t('inspector.nothingFound')}
          trigger={<IconButton label={t('inspector.adapters.replace', { name })} icon={<Replace size={14} />} />}
        />
        <IconButton
          label={t('inspector.adapters.remove', { name })}
          icon={<Trash2 size={14} />}
          onClick={() => stores.document.getState().apply('removeAdapter', removeAdapter(place))}
        />
      </div>
      <AdapterFit entry={entry} handle={adapter.file.path} />
      <div className={styles.linked}>
        <WeightControl
          {...gesture}
          label={t('inspector.adapters.weight')}
          value={weight}
          onChange={(value) => change(setWeight([place], value))}
        />
        <span />
      </div>
      <div className={styles.linked} title={t('inspector.adapters.textWeightHint')}>
        <WeightControl
          {...gesture}
          label={t('inspector.adapters.textWeight')}
          value={textEncoderWeight ?? weight}
          isDisabled={isLinked}
          onChange={(value) => change(setTextEncoderWeight([place], value))}
        />
        <IconButton
          label={t(isLinked ? 'inspector.adapters.unlink' : 'inspector.adapters.link')}
          icon={isLinked ? <Link2 size={14} /> : <Link2Off size={14} />}
          pressed={isLinked}
          onClick={() => change(setTextEncoderWeight([place], isLinked ? weight : undefined))}
        />
      </div>
      <AdapterFiner place={place} adapter={adapter} name={name} />
    </article>
  )
}
