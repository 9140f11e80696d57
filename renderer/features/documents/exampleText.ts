import type { useTexts } from '../../i18n/language.ts'
import { english } from '../../i18n/texts.ts'

type ExampleId = keyof typeof english.documents.example

/** What an example shows, in the language of the window; undefined for documents that are no example of ours. */
export function exampleText(t: ReturnType<typeof useTexts>, id: string): string | undefined {
  if (!Object.hasOwn(english.documents.example, id)) return undefined
  return t(`documents.example.${id as ExampleId}`)
}
