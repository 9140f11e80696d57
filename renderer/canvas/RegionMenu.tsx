import type { ReactNode } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { Concept } from '../../engine/protocol/project.ts'
import { withOneShown } from '../document/withOneShown.ts'
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
import { useShortcuts } from '../state/shortcuts.ts'
import { useDocument, useSession, useStores } from '../state/stores.ts'
import { ContextMenu } from '../ui/ContextMenu.tsx'

/** What can be done with the selected regions, on the stage's second button. */
export function RegionMenu({ children }: { readonly children: ReactNode }) {
  const t = useTexts()
  const stores = useStores()
  const shortcut = useShortcuts()
  const selection = useSession((state) => state.selection)
  const soloId = useSession((state) => state.soloId)
  const { isNone, isOne, isEmpty, isPlaced, isMask, isHidden, isLocked } = useDocument(
    useShallow(({ project }) => shownState(withOneShown(project, soloId).concepts, selection)),
  )
  const entry = (
    id: string,
    label: string,
    run: (stores: ReturnType<typeof useStores>) => void,
    disabled = isNone,
  ) => ({
    id,
    label,
    disabled,
    shortcut: shortcut(id),
    onSelect: () => run(stores),
  })
  const isAlone = soloId !== undefined && soloId === selection.at(-1)
  return (
    <ContextMenu
      items={[
        entry('duplicate', t('canvas.menu.duplicate'), duplicateSelected),
        entry('toggleHidden', t(isHidden ? 'canvas.menu.show' : 'canvas.menu.hide'), (all) => toggleHidden(all)),
        entry('lock', t(isLocked ? 'canvas.menu.unlock' : 'canvas.menu.lock'), (all) => toggleLocked(all)),
        entry('solo', t(isAlone ? 'canvas.menu.showAll' : 'canvas.menu.solo'), (all) => toggleSolo(all)),
        'separator',
        entry('front', t('canvas.menu.toFront'), bringToFront),
        entry('bringForward', t('canvas.menu.forward'), bringForward),
        entry('sendBackward', t('canvas.menu.backward'), sendBackward),
        entry('back', t('canvas.menu.toBack'), sendToBack),
        'separator',
        entry('convert', t('canvas.menu.convert'), (all) => changeMask(all, 'convert'), isNone || (isMask && isOne)),
        entry('invert', t('canvas.maskInvert'), (all) => changeMask(all, 'invert'), !isMask),
        entry('whole', t('canvas.menu.clear'), clearRegion, !isPlaced),
        'separator',
        entry('selectAll', t('canvas.menu.selectAll'), selectAll, isEmpty),
        { ...entry('delete', t('canvas.menu.delete'), deleteSelected), danger: true },
      ]}
    >
      {children}
    </ContextMenu>
  )
}

/** What the menu depends on, and nothing that changes while a region is pulled along. */
function shownState(concepts: readonly Concept[], selection: readonly string[]) {
  const selected = concepts.filter(({ id }) => selection.includes(id))
  const isNone = selected.length === 0
  return {
    isNone,
    isOne: selected.length === 1,
    isEmpty: concepts.length === 0,
    isPlaced: selected.some(({ region }) => region.type !== 'canvas'),
    isMask: selected.some(({ region }) => region.type === 'mask'),
    isHidden: !isNone && selected.every(({ hidden }) => hidden),
    isLocked: !isNone && selected.every(({ locked }) => locked),
  }
}
