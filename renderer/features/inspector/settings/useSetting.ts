import type { Method } from '../../../../engine/protocol/project.ts'
import { setMethodSetting } from '../../../document/commands/picture.ts'
import { defaultOf, settingsWithDefaults, valueAtPath, type SettingRow } from '../../../document/methodControls.ts'
import { useTexts } from '../../../i18n/language.ts'
import { useStores } from '../../../state/stores.ts'

export interface SettingProps {
  readonly method: Method
  readonly row: SettingRow
}

/** What the controls of settings share: texts, the value and its default, and how it is changed. */
export function useSetting({ method, row: { path, text } }: SettingProps) {
  const t = useTexts()
  const { document } = useStores()
  /** As the project has it. */
  const given = valueAtPath(method, path)
  /** Undefined where the method chooses. */
  const usual = defaultOf(method.name, path)
  const label = t(`inspector.setting.${text}.label`)
  return {
    label,
    resetLabel: t('inspector.reset', { name: label }),
    given,
    usual,
    value: valueAtPath(settingsWithDefaults(method), path),
    isChanged: given !== undefined && JSON.stringify(given) !== JSON.stringify(usual),
    set: (value: unknown) => document.getState().apply('changeMethod', setMethodSetting(path, value)),
    reset: () => document.getState().apply('changeMethod', setMethodSetting(path, undefined)),
  }
}
