import type { GalleryItem } from '../../../engine/protocol/window/index.ts'
import type { useTexts } from '../../i18n/language.ts'
import {
  compareInBackdrop,
  deletePictures,
  exportPictures,
  restoreRecipe,
  revealPicture,
  showInBackdrop,
  takeSeed,
  varyPicture,
  viewPicture,
} from '../../state/actions/gallery.ts'
import type { Stores } from '../../state/stores.ts'
import type { MenuItem } from '../../ui/Menu.tsx'

type Translate = ReturnType<typeof useTexts>

/** What can be done with a picture, for its menus. */
export function pictureItems(stores: Stores, item: GalleryItem, t: Translate): MenuItem[] {
  const { id, prompt, seed, type } = item
  const row = (name: string, label: string, onSelect: () => unknown, more = {}): MenuItem => {
    return { id: name, label, onSelect: () => void onSelect(), ...more }
  }
  const look = row('look', t('gallery.look'), () => viewPicture(stores, id))
  const keep: MenuItem[] = [
    row('export', t('gallery.export'), () => exportPictures(stores, [id])),
    ...(stores.host.getState().start.host.canReveal
      ? [row('reveal', t('gallery.reveal'), () => revealPicture(stores, id))]
      : []),
    row('delete', t('gallery.delete'), () => deletePictures(stores, [id]), { danger: true }),
  ]
  if (type === 'sheet') return [look, 'separator', ...keep]
  return [
    look,
    row('backdrop', t('gallery.backdrop'), () => showInBackdrop(stores, id)),
    row('compare', t('gallery.compare'), () => compareInBackdrop(stores, id)),
    'separator',
    row('restore', t('gallery.restore'), () => restoreRecipe(stores, id)),
    row('vary', t('gallery.vary'), () => varyPicture(stores, id)),
    row('useSeed', t('gallery.useSeed'), () => takeSeed(stores, seed)),
    row('copyPrompt', t('gallery.copyPrompt'), () => navigator.clipboard.writeText(prompt)),
    row('copySeed', t('gallery.copySeed'), () => navigator.clipboard.writeText(`${seed}`)),
    'separator',
    ...keep,
  ]
}

/** What a picture shows, for those who cannot see it. */
export function altText({ type, prompt, name, cast }: GalleryItem, t: Translate): string {
  if (type === 'sheet') return t('gallery.sheetAlt', { name })
  const names = cast.map((one) => one.name).join(', ')
  return names === '' ? t('gallery.altAlone', { prompt }) : t('gallery.alt', { prompt, cast: names })
}
