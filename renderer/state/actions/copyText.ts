import { t } from '../../i18n/language.ts'
import type { Stores } from '../stores.ts'

/**
 * A text into the clipboard; `title` says that it is there. Where browsers have none, as over plain http from another
 * machine, or refuse it, the text is shown, to be copied by hand.
 */
export async function copyText({ notices }: Pick<Stores, 'notices'>, text: string, title: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    notices.getState().tell({ kind: 'error', title: t('errors.notCopied'), byHand: text })
    return
  }
  notices.getState().tell({ kind: 'success', title })
}
