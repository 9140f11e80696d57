import type { GalleryItem } from '../../../engine/protocol/window/index.ts'
import type { useTexts } from '../../i18n/language.ts'
import { copyText } from '../../state/actions/copyText.ts'
import { deletePictures } from '../../state/actions/deletions.ts'
import { compareInBackdrop } from '../../state/actions/comparison.ts'
import { exportPictures } from '../../state/actions/exportPictures.ts'
import {
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

function row(id: string, label: string, onSelect: () => unknown, more: { readonly danger?: true } = {}): MenuItem {
  return { id, label, onSelect: () => void onSelect(), ...more }
}

/** What can be done with a picture, for its menus. */
export function pictureItems(stores: Stores, item: GalleryItem, t: Translate): MenuItem[] {
  const { id, prompt, seed, type } = item
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
    row('copyPrompt', t('gallery.copyPrompt'), () => copyText(stores, prompt, t('gallery.promptCopied'))),
    row('copySeed', t('gallery.copySeed'), () =>
      copyText(stores, `${seed}`, t('gallery.seedCopied', { seed: `${seed}` })),
    ),
    'separator',
    ...keep,
  ]
}

/** What can be done with all that one render made; `first` is the first of `ids`. */
export function stackItems(stores: Stores, first: GalleryItem, ids: readonly string[], t: Translate): MenuItem[] {
  return [
    row('look', t('gallery.look'), () => viewPicture(stores, first.id)),
    ...(first.type === 'picture' ? [row('restore', t('gallery.restore'), () => restoreRecipe(stores, first.id))] : []),
    'separator',
    row('export', t('gallery.export'), () => exportPictures(stores, ids)),
    row('delete', t('gallery.delete'), () => deletePictures(stores, ids), { danger: true }),
  ]
}

/** What a picture shows, for those who cannot see it. */
export function altText({ type, prompt, name, cast }: GalleryItem, t: Translate): string {
  if (type === 'sheet') return t('gallery.sheetAlt', { name })
  const names = cast.map((one) => one.name).join(', ')
  return names === '' ? t('gallery.altAlone', { prompt }) : t('gallery.alt', { prompt, cast: names })
}
