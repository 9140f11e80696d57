import type { english } from '../../../i18n/texts.ts'
import type { useTexts } from '../../../i18n/language.ts'

type OptionName = keyof typeof english.inspector.option

/** An option has one text, whichever setting it is of; a test holds the table of settings to these. */
export function optionText(t: ReturnType<typeof useTexts>, option: string): string {
  return t(`inspector.option.${option as OptionName}`)
}
