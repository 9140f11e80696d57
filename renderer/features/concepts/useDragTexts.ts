import type { Announcements } from '@dnd-kit/core'
import type { Concept } from '../../../engine/protocol/project.ts'
import { useTexts } from '../../i18n/language.ts'

/** What a screen reader hears while a row is moved. */
export function useDragTexts(rows: readonly Concept[]) {
  const t = useTexts()
  const nameOf = (id: unknown) => rows.find((row) => row.id === id)?.name ?? ''
  const place = (active: unknown, over: unknown) => ({
    name: nameOf(active),
    place: rows.findIndex(({ id }) => id === over) + 1,
    count: rows.length,
  })
  const announcements: Announcements = {
    onDragStart: ({ active }) => t('concepts.drag.start', { name: nameOf(active.id) }),
    onDragOver: ({ active, over }) => (over ? t('concepts.drag.over', place(active.id, over.id)) : undefined),
    onDragEnd: ({ active, over }) => (over ? t('concepts.drag.end', place(active.id, over.id)) : undefined),
    onDragCancel: ({ active }) => t('concepts.drag.cancel', { name: nameOf(active.id) }),
  }
  return { announcements, screenReaderInstructions: { draggable: t('concepts.drag.help') } }
}
