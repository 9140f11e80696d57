import type { TFunction } from 'i18next'
import { setBlocks } from '../../../document/commands/adapter.ts'
import { useTexts } from '../../../i18n/language.ts'
import { useDocument, useModels, useStores } from '../../../state/stores.ts'
import { Select } from '../../../ui/Select.tsx'
import { EditedNumber } from '../settings/EditedNumber.tsx'
import { Hinted } from '../settings/Hinted.tsx'
import type { AdapterProps } from './adapterProps.ts'
import styles from './concept.module.css'

const presetNames = ['NONE', 'ALL', 'INS', 'IND', 'INALL', 'MIDD', 'OUTD', 'OUTS', 'OUTALL'] as const
const whole = ':whole'
const own = ':own'

/** Which blocks of the network an adapter acts in: a preset, or a factor for each. */
export function AdapterBlocks({ place, adapter: { blocks } }: AdapterProps) {
  const t = useTexts()
  const { document: store } = useStores()
  const model = useDocument((state) => state.project.model.path)
  const details = useModels((state) => state.details.get(model))
  if (!details) return null
  const { attendingBlocks, blockPresets } = details
  const names = [t('inspector.adapters.base'), ...attendingBlocks]
  const preset = blockPresets.find(({ name }) => name === blocks)
  const factors = Array.isArray(blocks) ? blocks : (preset?.weights ?? names.map(() => 1))
  const isFitting = factors.length === names.length
  function choose(value: string) {
    const next = value === whole ? undefined : value === own ? (isFitting ? factors : names.map(() => 1)) : value
    store.getState().apply('changeAdapter', setBlocks([place], next))
  }
  return (
    <>
      <Select
        label={t('inspector.adapters.blocks')}
        value={blocks === undefined ? whole : typeof blocks === 'string' ? blocks : own}
        options={[
          { value: whole, label: t('inspector.adapters.blocksAll') },
          ...blockPresets
            .filter(({ name }) => name !== 'ALL' || blocks === name)
            .map(({ name }) => ({ value: name, label: presetText(t, name) })),
          ...(typeof blocks === 'string' && !preset ? [{ value: blocks, label: blocks }] : []),
          { value: own, label: t('inspector.adapters.blocksOwn') },
        ]}
        error={isFitting ? undefined : t('inspector.adapters.blocksLength', { count: factors.length })}
        onChange={choose}
      />
      {Array.isArray(blocks) && isFitting && (
        <div className={styles.blocks}>
          {names.map((name, index) => {
            const factor = (
              <EditedNumber
                key={name}
                undo="changeAdapter"
                label={name}
                value={factors[index] ?? 1}
                command={(value) => setBlocks([place], factors.with(index, value))}
                min={-1}
                max={2}
                step={0.05}
                hasSlider
              />
            )
            if (index > 0) return factor
            return (
              <Hinted key={name} label={name} hint={t('inspector.adapters.baseHint')}>
                {factor}
              </Hinted>
            )
          })}
        </div>
      )}
    </>
  )
}

/** What a preset means, with the name by which files and other programs know it. */
function presetText(t: TFunction<'texts'>, name: string): string {
  const known = presetNames.find((other) => other === name)
  return known ? `${t(`inspector.adapters.preset.${known}`)} (${name})` : name
}
