import type { Stack } from '../../document/galleryRows.ts'
import type { useTexts } from '../../i18n/language.ts'

/** `4 seeds`, or `Comparison (6)`. */
export function stackText({ items }: Stack, t: ReturnType<typeof useTexts>): string {
  const isCompared = items[0]?.type === 'sheet'
  const count = items.filter(({ type }) => type === 'picture').length
  return isCompared ? t('gallery.stack.compared', { count }) : t('gallery.stack.seeds', { count })
}
