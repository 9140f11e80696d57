import { tokenText } from '../../../document/tokenText.ts'
import { useTexts } from '../../../i18n/language.ts'
import { useTokenCount } from '../../../state/useTokenCount.ts'

/** Says below a field of words when they fill a chunk of the text encoder, or need more than one. */
export function useTokenHint(words: string): string | undefined {
  const t = useTexts()
  const count = useTokenCount(words)
  const text = count && tokenText(count)
  if (!count || !text) return undefined
  return t(`inspector.tokens.${text}`, { ...count, count: count.chunks - 1 })
}
