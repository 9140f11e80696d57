import { useTexts } from '../../../i18n/language.ts'
import type { Command } from '../../../state/documentStore.ts'
import { useStores } from '../../../state/stores.ts'
import { Switch } from '../../../ui/Switch.tsx'
import { EditedNumber } from './EditedNumber.tsx'
import styles from './settings.module.css'

interface Cut {
  readonly downBlock: number
  readonly pair: number
}

export interface CutFieldsProps {
  readonly label: string
  readonly undo: string
  /** Below the first block where it is missing. */
  readonly cut: Cut | undefined
  readonly command: (cut: Cut | undefined) => Command
}

/** More blocks and pairs than any model has. */
const most = 8

/** A place in the UNet from which on features are reused. */
export function CutFields({ label, undo, cut, command }: CutFieldsProps) {
  const t = useTexts()
  const { document } = useStores()
  return (
    <div className={styles.group}>
      <Switch
        label={`${label}: ${cut ? t('inspector.cut.own') : t('inspector.cut.first')}`}
        checked={cut !== undefined}
        onChange={(isOn) => document.getState().apply(undo, command(isOn ? { downBlock: 0, pair: 0 } : undefined))}
      />
      {cut && (
        <EditedNumber
          label={t('inspector.cut.downBlock')}
          undo={undo}
          value={cut.downBlock}
          min={0}
          max={most}
          step={1}
          command={(downBlock) => command({ ...cut, downBlock })}
        />
      )}
      {cut && (
        <EditedNumber
          label={t('inspector.cut.pair')}
          undo={undo}
          value={cut.pair}
          min={-1}
          max={most}
          step={1}
          command={(pair) => command({ ...cut, pair })}
        />
      )}
    </div>
  )
}
