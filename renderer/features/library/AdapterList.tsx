import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { LibraryEntry } from '../../../engine/protocol/window/index.ts'
import { useTexts } from '../../i18n/language.ts'
import { placeFromLibrary } from '../../state/actions/library.ts'
import { useDocument, useStores } from '../../state/stores.ts'
import { AdapterCard } from './AdapterCard.tsx'
import styles from './library.module.css'

export interface AdapterListProps {
  readonly entries: readonly LibraryEntry[]
  readonly onShow: (id: string) => void
}

const usualHeight = 88
/** Cards beyond the visible ones, so that scrolling shows no gaps. */
const overscan = 6
const page = 8

/** Cards, of which only those that are seen exist. Arrows walk, Enter places, Space shows details. */
export function AdapterList({ entries, onShow }: AdapterListProps) {
  const t = useTexts()
  const stores = useStores()
  const scroller = useRef<HTMLDivElement>(null)
  const [current, setCurrent] = useState(0)
  const model = useDocument((state) => state.project.model.path)
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => usualHeight,
    getItemKey: (index) => entries[index]!.id,
    overscan,
    initialOffset: () => stores.session.getState().libraryScroll,
  })
  useLayoutEffect(() => {
    const element = scroller.current // an effect would end after the list has left the page, where nothing is scrolled
    return () => {
      if (element) stores.session.getState().set({ libraryScroll: element.scrollTop })
    }
  }, [stores])
  const shown = virtual.getVirtualItems()
  const ids = shown.map(({ index }) => entries[index]!.id).join(' ')
  useEffect(() => stores.matches.getState().ask(model, ids.split(' ').filter(Boolean)), [stores, model, ids])

  const active = Math.min(current, entries.length - 1)
  function walk(to: number) {
    const index = Math.min(Math.max(to, 0), entries.length - 1)
    setCurrent(index)
    virtual.scrollToIndex(index)
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus())
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.target instanceof HTMLButtonElement || event.ctrlKey || event.metaKey) return
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity }
    const step = steps[event.key as keyof typeof steps] as number | undefined
    if (step !== undefined) walk(active + step)
    else if (event.key === 'Enter') placeFromLibrary(stores, entries[active]!.id)
    else if (event.key === ' ') onShow(entries[active]!.id)
    else return
    event.preventDefault()
  }
  return (
    <div ref={scroller} className={styles.scroller} data-own-items>
      <ul
        className={styles.cards}
        aria-label={t('library.list')}
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {shown.map(({ index, key, start }) => (
          <li
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            tabIndex={index === active ? 0 : -1}
            aria-setsize={entries.length}
            aria-posinset={index + 1}
            className={styles.item}
            style={{ transform: `translateY(${start}px)` }}
            onFocus={() => setCurrent(index)}
          >
            <AdapterCard entry={entries[index]!} onShow={onShow} />
          </li>
        ))}
      </ul>
    </div>
  )
}
