import { useState, type MouseEvent, type ReactNode } from 'react'
import { useTexts } from '../../i18n/language.ts'
import { useHost, useStores } from '../../state/stores.ts'
import { ContextMenu } from '../../ui/ContextMenu.tsx'
import { pictureItems, stackItems } from './pictureItems.ts'

/** One menu for all pictures inside of it: for the one, or the stack, that it is opened on. */
export function PictureMenu({ children }: { readonly children: ReactNode }) {
  const t = useTexts()
  const stores = useStores()
  const [ids, setIds] = useState<readonly string[]>([])
  const item = useHost((state) => (ids.length === 0 ? undefined : state.gallery.items.find(({ id }) => id === ids[0])))
  function onContextMenuCapture(event: MouseEvent) {
    const tile = (event.target as Element).closest<HTMLElement>('[data-pictures]')
    if (tile) setIds(tile.dataset.pictures!.split(' '))
    else event.stopPropagation()
  }
  const items = !item ? [] : ids.length === 1 ? pictureItems(stores, item, t) : stackItems(stores, item, ids, t)
  return (
    <ContextMenu items={items}>
      <div style={{ display: 'contents' }} onContextMenuCapture={onContextMenuCapture}>
        {children}
      </div>
    </ContextMenu>
  )
}
