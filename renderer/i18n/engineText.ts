import { germanSentences } from './germanSentences.ts'
import { currentLanguage, useTexts } from './language.ts'
import { createTranslator } from './sentenceTranslator.ts'

const translators: Readonly<Record<ReturnType<typeof currentLanguage>, (text: string) => string>> = {
  en: (text) => text,
  de: remembering(createTranslator(germanSentences)),
}

/**
 * A text of the engine or the host (errors, remedies, warnings, reasons) in the language of the window. To support
 * artists by it, the English original is what is copied.
 */
export function engineText(text: string): string {
  return translators[currentLanguage()](text)
}

/** In components, which are drawn again when the language changes: another function for each language. */
export function useEngineText(): (text: string) => string {
  useTexts()
  return translators[currentLanguage()]
}

const mostRemembered = 500

/** The same few texts are drawn again and again. */
function remembering(translate: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    if (known.size >= mostRemembered) known.clear()
    const translated = translate(text)
    known.set(text, translated)
    return translated
  }
}
