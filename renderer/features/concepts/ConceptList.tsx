import {
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
  type DragEndEvent,
} from '@dnd-kit/core'
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable'
import { CircleDot, Layers, Plus } from 'lucide-react'
import { useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import type { Concept } from '../../../engine/protocol/project.ts'
import { listOrder, movedInList, reorderConcepts } from '../../document/commands/concept.ts'
import { changeOrder } from '../../document/commands/region.ts'
import { looksOf } from '../../document/palette.ts'
import { useTexts } from '../../i18n/language.ts'
import { addConcept } from '../../state/actions/addConcept.ts'
import { deleteSelected, selectAll, toggleSolo } from '../../state/actions/regions.ts'
import { namesOf } from '../../state/selectors/presenceSentence.ts'
import { useSession, useStores } from '../../state/stores.ts'
import { useConceptFacts } from '../../state/useConceptFacts.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { BackgroundRow } from './BackgroundRow.tsx'
import { ConceptRow } from './ConceptRow.tsx'
import styles from './concepts.module.css'
import { pickedIds } from './pickedIds.ts'
import { useDragTexts } from './useDragTexts.ts'
import { useReadings } from './useReadings.ts'

/** The concepts of the document, the uppermost first, and the background below them. */
export function ConceptList() {
  const t = useTexts()
  const stores = useStores()
  const concepts = useConceptFacts()
  const selection = useSession((state) => state.selection)
  const soloId = useSession((state) => state.soloId)
  const [renamedId, setRenamedId] = useState<string>()
  const list = useRef<HTMLUListElement>(null)
  const anchor = useRef<string>(undefined)
  const rows = useMemo(() => listOrder(concepts), [concepts])
  const looks = useMemo(() => looksOf(concepts), [concepts])
  const readings = useReadings()
  const nameOf = namesOf(rows)
  const dragTexts = useDragTexts(rows)
  const ids = rows.map(({ id }) => id)
  const alone = rows.find(({ id }) => id === soloId)
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const current = ids.find((id) => id === selection.at(-1)) ?? ids[0]

  function pick(id: string, event: Pick<MouseEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>) {
    const next = pickedIds(ids, selection, anchor.current, id, event)
    if (!event.shiftKey) anchor.current = id
    stores.session.getState().select(next)
  }
  function walk(to: number, event: KeyboardEvent) {
    const id = ids[Math.min(Math.max(to, 0), ids.length - 1)]
    if (id === undefined) return
    pick(id, { shiftKey: event.shiftKey, ctrlKey: false, metaKey: false })
    list.current?.querySelector<HTMLElement>(`[data-concept="${CSS.escape(id)}"]`)?.focus()
  }
  function onKeyDown(event: KeyboardEvent) {
    const { target } = event
    const row = target instanceof HTMLElement ? target.dataset.concept : undefined
    if (row === undefined || event.nativeEvent.isComposing) return
    const at = ids.indexOf(row)
    const isMod = event.ctrlKey || event.metaKey
    if (isMod && event.key !== 'a') return // a command of the window
    const moves = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: ids.length - 1 }
    const to = moves[event.key as keyof typeof moves] as number | undefined
    if (event.altKey && event.key === 'ArrowUp') shift(row, 'forward')
    else if (event.altKey && event.key === 'ArrowDown') shift(row, 'backward')
    else if (to !== undefined) walk(to, event)
    else if (event.key === 'F2') setRenamedId(row)
    else if (event.key === 'Enter' || event.key === ' ') pick(row, event)
    else if (event.key === 'Delete' || event.key === 'Backspace') deleteSelected(stores)
    else if (event.key === 'a' && isMod) selectAll(stores)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  function shift(row: string, change: 'forward' | 'backward') {
    const { apply } = stores.document.getState()
    apply('changeOrder', changeOrder(selection.includes(row) ? selection : [row], change))
    const order = listOrder(stores.document.getState().project.concepts)
    const place = order.findIndex(({ id }) => id === row)
    const name = order[place]?.name ?? ''
    stores.session.getState().announce(t('concepts.moved', { name, place: place + 1, count: order.length }))
  }
  function onDragEnd({ active, over }: DragEndEvent) {
    if (!over) return
    const moved = selection.includes(String(active.id)) ? selection : [String(active.id)]
    const next = movedInList(ids, moved, String(over.id))
    stores.document.getState().apply('changeOrder', reorderConcepts(next))
  }
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <AddButton />
      </div>
      {alone && <AloneNote concept={alone} />}
      {rows.length === 0 && (
        <EmptyState
          icon={<Layers size={28} aria-hidden />}
          title={t('concepts.empty.title')}
          text={t('concepts.empty.text')}
        />
      )}
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={onDragEnd} accessibility={dragTexts}>
        <SortableContext items={ids} strategy={verticalListSortingStrategy}>
          <ul
            ref={list}
            className={styles.list}
            aria-label={t('concepts.list')}
            aria-description={t('concepts.keys')}
            onKeyDown={onKeyDown}
          >
            {rows.map((concept) => (
              <ConceptRow
                key={concept.id}
                concept={concept}
                look={looks.get(concept.id)!}
                reading={readings.get(concept.id)}
                nameOf={nameOf}
                isSelected={selection.includes(concept.id)}
                isAlone={concept === alone}
                isSeen={alone ? concept === alone : !concept.hidden}
                isCurrent={concept.id === current}
                isRenamed={concept.id === renamedId}
                onPick={(event) => pick(concept.id, event)}
                onRename={(isOn) => setRenamedId(isOn ? concept.id : undefined)}
              />
            ))}
          </ul>
        </SortableContext>
      </DndContext>
      <BackgroundRow />
    </div>
  )
}

/** Why the other eyes are closed, and what opens them. */
function AloneNote({ concept: { id, name } }: { readonly concept: Concept }) {
  const t = useTexts()
  const stores = useStores()
  return (
    <div className={styles.alone}>
      <CircleDot size={14} aria-hidden />
      <span>{t('concepts.onlyShown', { name })}</span>
      <Button onClick={() => toggleSolo(stores, id)}>{t('concepts.showAll')}</Button>
    </div>
  )
}

function AddButton() {
  const t = useTexts()
  const stores = useStores()
  return (
    <Menu
      trigger={<Button icon={<Plus size={14} aria-hidden />}>{t('concepts.add')}</Button>}
      items={[
        { id: 'words', label: t('concepts.addWords'), onSelect: () => addConcept(stores) },
        { id: 'style', label: t('concepts.addStyle'), onSelect: () => addConcept(stores, { type: 'canvas' }) },
        {
          id: 'library',
          label: t('concepts.fromLibrary'),
          onSelect: () => stores.session.getState().set({ leftTab: 'library' }),
        },
      ]}
    />
  )
}
