import { setMethodSetting } from '../../../document/commands/picture.ts'
import { useTexts } from '../../../i18n/language.ts'
import { useDocument } from '../../../state/stores.ts'
import { Resettable } from '../../../ui/Resettable.tsx'
import { Select } from '../../../ui/Select.tsx'
import { CutFields } from './CutFields.tsx'
import { EditedNumber } from './EditedNumber.tsx'
import styles from './settings.module.css'
import { useSetting, type SettingProps } from './useSetting.ts'

const scheduleTypes = ['cmlora', 'uniform', 'quad-centre'] as const

interface Schedule {
  readonly type: (typeof scheduleTypes)[number]
  readonly interval?: number
  readonly centre?: number
  readonly power?: number
}

const usualInterval = 3
/** The part of the steps around which most is computed anew, as of the feature cache. */
const usualCentre = 0.3

/** When the features of CMLoRA are computed anew. */
export function RefreshSchedule(props: SettingProps) {
  const t = useTexts()
  const { label, resetLabel, value, isChanged, set, reset } = useSetting(props)
  const steps = useDocument((state) => state.project.steps)
  const { path } = props.row
  const schedule = value as Schedule
  const { type, interval = usualInterval, centre = Math.round(steps * usualCentre), power = 1.4 } = schedule
  function choose(next: Schedule['type']) {
    if (next === 'cmlora') reset()
    else set({ type: next, interval, ...(next === 'quad-centre' && { centre }) })
  }
  const numberOf = (
    key: 'interval' | 'centre' | 'power',
    current: number,
    limits: { min: number; max: number; step: number },
  ) => (
    <EditedNumber
      label={t(`inspector.schedule.${key}`)}
      undo="changeMethod"
      value={current}
      {...limits}
      command={(next) => setMethodSetting([...path, key], next)}
    />
  )
  return (
    <div className={styles.group}>
      <Resettable label={resetLabel} isChanged={isChanged} onReset={reset}>
        <Select
          label={label}
          value={type}
          options={scheduleTypes.map((option) => ({ value: option, label: t(`inspector.schedule.${option}`) }))}
          onChange={choose}
        />
      </Resettable>
      {type !== 'cmlora' && numberOf('interval', interval, { min: 1, max: 100, step: 1 })}
      {type === 'quad-centre' && numberOf('centre', centre, { min: 0, max: steps, step: 1 })}
      {type === 'quad-centre' && numberOf('power', power, { min: 1.05, max: 4, step: 0.05 })}
    </div>
  )
}

/** Below which part of the network features are stored. */
export function CutSetting(props: SettingProps) {
  const { label, value } = useSetting(props)
  return (
    <CutFields
      label={label}
      undo="changeMethod"
      cut={value as { downBlock: number; pair: number } | undefined}
      command={(cut) => setMethodSetting(props.row.path, cut)}
    />
  )
}
