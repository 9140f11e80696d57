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
  /** Pictures that it is about: it goes when they are taken back. */
  readonly pictureIds?: readonly string[]
  readonly action?: { readonly label: string; readonly run: () => void }
  /** How often it was told: what is there already is not shown twice. */
  readonly times: number
}

export interface NoticeState {
  readonly notices: readonly Notice[]
  readonly tell: (notice: Omit<Notice, 'id' | 'times'>) => void
  readonly dismiss: (id: number) => void
}

export type NoticeStore = StoreApi<NoticeState>

export function createNoticeStore(): NoticeStore {
  let nextId = 1
  return createStore<NoticeState>()((set) => ({
    notices: [],
    tell: (notice) =>
      set(({ notices }) => {
        const known = notices.find((shown) => isSame(shown, notice))
        if (!known) return { notices: [...notices, { ...notice, id: nextId++, times: 1 }] }
        return { notices: notices.map((shown) => (shown === known ? { ...shown, times: shown.times + 1 } : shown)) }
      }),
    dismiss: (id) => set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
  }))
}

/** Two with actions are never the same: each acts on something else. */
function isSame(shown: Notice, { kind, title, text, error, action }: Omit<Notice, 'id' | 'times'>): boolean {
  const isSameError = shown.error?.code === error?.code && shown.error?.message === error?.message
  return !shown.action && !action && shown.kind === kind && shown.title === title && shown.text === text && isSameError
}
