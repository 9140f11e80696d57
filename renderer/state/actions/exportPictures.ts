import { t } from '../../i18n/language.ts'
import type { Stores } from '../stores.ts'
import { tellError } from './errors.ts'

/** Copies pictures to where the artist says, or has the browser download them, and says so. */
export async function exportPictures(stores: Stores, ids: readonly string[]): Promise<void> {
  try {
    const { exported: count, exportId, downloads } = await stores.client.call('exportPictures', { ids: [...ids] })
    for (const { url, name } of downloads) download(url, name)
    if (count === 0) return
    const canReveal = exportId !== undefined && stores.host.getState().start.host.canReveal
    const names = downloads.map(({ name }) => name)
    stores.notices.getState().tell({
      kind: 'success',
      title: names.length > 0 ? t('gallery.downloaded', { count }) : t('gallery.exported', { count }),
      ...(names.length > 0 && { text: names.join(', ') }),
      ...(canReveal && { action: { label: t('gallery.reveal'), run: () => void revealExport(stores, exportId) } }),
    })
  } catch (error) {
    tellError(stores, error)
  }
}

function download(url: string, name: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
}

async function revealExport({ client, notices }: Stores, exportId: string): Promise<void> {
  try {
    await client.call('revealExport', { exportId })
  } catch (error) {
    tellError({ notices }, error)
  }
}
