import type { Method } from '../../../../engine/protocol/project.ts'
import { methodControls, settingsWithDefaults, type SettingText } from '../../../document/methodControls.ts'
import { useTexts } from '../../../i18n/language.ts'
import { Section } from '../../../ui/Section.tsx'
import { SettingControl } from './SettingControl.tsx'
import styles from './settings.module.css'

export interface MethodSettingsProps {
  readonly method: Method
  /** These settings alone; all of the method where it is missing. */
  readonly only?: readonly SettingText[] | undefined
}

/** The settings of a method as controls: first those that many change, the others below a fold. */
export function MethodSettings({ method, only }: MethodSettingsProps) {
  const t = useTexts()
  const settings = settingsWithDefaults(method)
  const rows = methodControls[method.name].filter(({ text, counts }) => {
    return (only?.includes(text) ?? true) && (counts?.(settings) ?? true)
  })
  const usual = rows.filter(({ isFine }) => !isFine || only)
  const fine = rows.filter((row) => !usual.includes(row))
  return (
    <div className={styles.settings}>
      {usual.map((row) => (
        <SettingControl key={row.path.join('.')} method={method} row={row} />
      ))}
      {fine.length > 0 && (
        <div className={styles.finer}>
          <Section title={t('inspector.method.finer')} foldable startsFolded>
            {fine.map((row) => (
              <SettingControl key={row.path.join('.')} method={method} row={row} />
            ))}
          </Section>
        </div>
      )}
    </div>
  )
}
