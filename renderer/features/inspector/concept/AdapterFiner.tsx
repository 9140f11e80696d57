import { ChevronRight } from 'lucide-react'
import { setAdapterPart, setRankLimit } from '../../../document/commands/adapter.ts'
import { partOfSteps, stepsInPart } from '../../../document/partOfSteps.ts'
import { useTexts } from '../../../i18n/language.ts'
import { entryOfFile } from '../../../state/selectors/libraryFiles.ts'
import { useDocument, useHost, useStores } from '../../../state/stores.ts'
import { useGesture } from '../../../state/useGesture.ts'
import { NumberField } from '../../../ui/NumberField.tsx'
import { RangeSlider } from '../../../ui/RangeSlider.tsx'
import { Switch } from '../../../ui/Switch.tsx'
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
  const steps = useDocument((state) => state.project.steps)
  const { change, ...gesture } = useGesture('changeAdapter')
  const { first, last } = stepsInPart(adapter, steps)
  const isNever = first > last
  return (
    <RangeSlider
      {...gesture}
      label={t('inspector.adapters.steps')}
      ends={[t('inspector.adapters.stepsFrom', { name }), t('inspector.adapters.stepsTo', { name })]}
      value={[Math.min(first, steps), Math.max(Math.min(first, steps), last)]}
      spoken={t('inspector.adapters.stepsText', { first, last, steps })}
      endLabels={[t('inspector.steps.from'), t('inspector.steps.to')]}
      onChange={([from, to]) => change(setAdapterPart([place], partOfSteps({ first: from, last: to }, steps)))}
      min={1}
      max={Math.max(2, steps)}
      step={1}
      disabled={steps === 1}
      empty={isNever ? t('inspector.adapters.stepsNone') : undefined}
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
