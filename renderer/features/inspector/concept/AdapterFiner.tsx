import { ChevronRight } from 'lucide-react'
import { setAdapterPart, setRankLimit } from '../../../document/commands/adapter.ts'
import { useTexts } from '../../../i18n/language.ts'
import { entryOfFile } from '../../../state/selectors/libraryFiles.ts'
import { useHost, useStores } from '../../../state/stores.ts'
import { useGesture } from '../../../state/useGesture.ts'
import { NumberField } from '../../../ui/NumberField.tsx'
import { Switch } from '../../../ui/Switch.tsx'
import { StepsRange } from '../settings/StepsRange.tsx'
import { AdapterBlocks } from './AdapterBlocks.tsx'
import type { AdapterProps } from './adapterProps.ts'
import styles from './concept.module.css'

interface FinerProps extends AdapterProps {
  readonly name: string
}

/** When, where in the network and with how many ranks an adapter acts: what is seldom set. */
export function AdapterFiner({ place, adapter, name }: FinerProps) {
  const t = useTexts()
  return (
    <details className={styles.finer}>
      <summary>
        <ChevronRight size={14} aria-hidden />
        {t('inspector.adapters.finer')}
      </summary>
      <div className={styles.stack}>
        <Steps place={place} adapter={adapter} name={name} />
        <AdapterBlocks place={place} adapter={adapter} />
        <Ranks place={place} adapter={adapter} />
      </div>
    </details>
  )
}

function Steps({ place, adapter, name }: FinerProps) {
  const t = useTexts()
  const { change, ...gesture } = useGesture('changeAdapter')
  return (
    <StepsRange
      {...gesture}
      label={t('inspector.adapters.steps')}
      name={name}
      part={adapter}
      onChange={(part) => change(setAdapterPart([place], part))}
    />
  )
}

const usualRankLimit = 8

function Ranks({ place, adapter: { rankLimit, file } }: AdapterProps) {
  const t = useTexts()
  const { document: store } = useStores()
  const { change, ...gesture } = useGesture('changeAdapter')
  const most = useHost((state) => entryOfFile(state, file.path)?.rank) ?? 1024
  const apply = (limit: number | undefined) => store.getState().apply('changeAdapter', setRankLimit([place], limit))
  return (
    <>
      <Switch
        label={t('inspector.adapters.rankLimitOn')}
        hint={t('inspector.adapters.rankLimitHint')}
        checked={rankLimit !== undefined}
        onChange={(isOn) => apply(isOn ? Math.min(usualRankLimit, most) : undefined)}
      />
      {rankLimit !== undefined && (
        <NumberField
          {...gesture}
          label={t('inspector.adapters.rankLimit')}
          value={rankLimit}
          onChange={(limit) => change(setRankLimit([place], limit))}
          min={1}
          max={Math.max(most, rankLimit)}
          step={1}
        />
      )}
    </>
  )
}
