import type { ReactNode } from 'react'
import { useTexts } from '../i18n/language.ts'
import {
  bringForward,
  bringToFront,
  changeMask,
  clearRegion,
  deleteSelected,
  duplicateSelected,
  selectAll,
  sendBackward,
  sendToBack,
  toggleHidden,
  toggleLocked,
  toggleSolo,
} from '../state/actions/regions.ts'
import { useDocument, useSession, useStores } from '../state/stores.ts'
import { ContextMenu } from '../ui/ContextMenu.tsx'

/** What can be done with the selected regions, on the stage's second button. */
export function RegionMenu({ children }: { readonly children: ReactNode }) {
  const t = useTexts()
  const stores = useStores()
  const selection = useSession((state) => state.selection)
  const soloId = useSession((state) => state.soloId)
  const concepts = useDocument((state) => state.project.concepts)
  const selected = concepts.filter(({ id }) => selection.includes(id))
  const isNone = selected.length === 0
  const isPlaced = selected.some(({ region }) => region.type !== 'canvas')
  const isMask = selected.some(({ region }) => region.type === 'mask')
  const entry = (
    id: string,
    label: string,
    run: (stores: ReturnType<typeof useStores>) => void,
    disabled = isNone,
  ) => ({
    id,
    label,
    disabled,
    onSelect: () => run(stores),
  })
  const isHidden = !isNone && selected.every(({ hidden }) => hidden)
  const isLocked = !isNone && selected.every(({ locked }) => locked)
  const isAlone = soloId !== undefined && soloId === selection.at(-1)
  return (
    <ContextMenu
      items={[
        { ...entry('duplicate', t('canvas.menu.duplicate'), duplicateSelected), shortcut: 'Mod+D' },
        entry('hide', t(isHidden ? 'canvas.menu.show' : 'canvas.menu.hide'), (all) => toggleHidden(all)),
        entry('lock', t(isLocked ? 'canvas.menu.unlock' : 'canvas.menu.lock'), (all) => toggleLocked(all)),
        entry('solo', t(isAlone ? 'canvas.menu.showAll' : 'canvas.menu.solo'), (all) => toggleSolo(all)),
        'separator',
        entry('front', t('canvas.menu.toFront'), bringToFront),
        entry('forward', t('canvas.menu.forward'), bringForward),
        entry('backward', t('canvas.menu.backward'), sendBackward),
        entry('back', t('canvas.menu.toBack'), sendToBack),
        'separator',
        entry(
          'convert',
          t('canvas.menu.convert'),
          (all) => changeMask(all, 'convert'),
          isNone || (isMask && selected.length === 1),
        ),
        entry('invert', t('canvas.maskInvert'), (all) => changeMask(all, 'invert'), !isMask),
        entry('whole', t('canvas.menu.clear'), clearRegion, !isPlaced),
        'separator',
        entry('all', t('canvas.menu.selectAll'), selectAll, concepts.length === 0),
        { ...entry('delete', t('canvas.menu.delete'), deleteSelected), shortcut: 'Delete', danger: true },
      ]}
    >
      {children}
    </ContextMenu>
  )
}
