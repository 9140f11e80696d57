import type { Stores } from '../state/stores.ts'
import { tellError } from '../state/actions/errors.ts'
import { t } from '../i18n/language.ts'

export async function copyDiagnostics(stores: Stores): Promise<void> {
  try {
    const { text } = await stores.client.call('describeDiagnostics', {})
    await navigator.clipboard.writeText(text)
    stores.notices.getState().tell({ kind: 'success', title: t('app.diagnosticsCopied') })
  } catch (error) {
    tellError(stores, error)
  }
}
