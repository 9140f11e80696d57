import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ErrorReport } from '../../engine/protocol/errorReport.ts'

/** Something that the artist is told in passing. */
export interface Notice {
  readonly id: number
  readonly kind: 'info' | 'success' | 'warning' | 'error'
  /** Translated. */
  readonly title: string
  readonly text?: string
  /** Of an error: shown with its remedy, and to be copied. */
  readonly error?: ErrorReport
  readonly action?: { readonly label: string; readonly run: () => void }
}

export interface NoticeState {
  readonly notices: readonly Notice[]
  readonly tell: (notice: Omit<Notice, 'id'>) => void
  readonly dismiss: (id: number) => void
}

export type NoticeStore = StoreApi<NoticeState>

export function createNoticeStore(): NoticeStore {
  let nextId = 1
  return createStore<NoticeState>()((set) => ({
    notices: [],
    tell: (notice) => set(({ notices }) => ({ notices: [...notices, { ...notice, id: nextId++ }] })),
    dismiss: (id) => set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
  }))
}
