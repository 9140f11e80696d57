import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import { german } from './german.ts'
import { english } from './texts.ts'

export const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'texts'
    resources: { texts: typeof english }
  }
}

/** The first language of the system that the window speaks; English where it speaks none. */
export function languageOf(setting: 'system' | Language, preferred: readonly string[]): Language {
  if (setting !== 'system') return setting
  const known = preferred.map((tag) => tag.slice(0, 2).toLowerCase())
  return (
    languages.find((language) => language === known.find((tag) => languages.some((other) => other === tag))) ?? 'en'
  )
}

export async function speak(language: Language): Promise<void> {
  if (i18next.isInitialized) {
    await i18next.changeLanguage(language)
    return
  }
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    showSupportNotice: false,
    defaultNS: 'texts',
    resources: { en: { texts: english }, de: { texts: german } },
    interpolation: { escapeValue: false }, // React escapes
  })
}

/** The texts of the language at hand: `t('canvas.zoomIn')`, `t('gallery.deleted', { count: 2 })`. */
export function useTexts() {
  return useTranslation('texts').t
}

/** Outside of components. */
export const t = i18next.t

/** BCP 47, for `Intl`. */
export function currentLanguage(): Language {
  return i18next.language === 'de' ? 'de' : 'en'
}
