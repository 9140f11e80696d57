import { t } from '../../i18n/language.ts'
import type { Stores } from '../stores.ts'
import { copyText } from './copyText.ts'
import { tellError } from './errors.ts'

/** Versions, machine and last errors, without any path, into the clipboard. */
export async function copyDiagnostics(stores: Stores): Promise<void> {
  try {
    const { text } = await stores.client.call('describeDiagnostics', {})
    await copyText(stores, text, t('app.diagnosticsCopied'))
  } catch (error) {
    tellError(stores, error)
  }
}
