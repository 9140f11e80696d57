import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ErrorReport } from '../../engine/protocol/errorReport.ts'

/** So many are seen at once; older ones wait until these have gone. */
export const mostShown = 3

/** Milliseconds after which a notice goes by itself; what can be answered, and warnings, wait longer. */
const patiences = { read: 7000, answered: 20_000, warning: 30_000 }

/** Undefined for what stays until it is dismissed. */
export function patienceOf({ kind, action }: Pick<Notice, 'kind' | 'action'>): number | undefined {
  if (kind === 'error') return undefined
  if (kind === 'warning') return patiences.warning
  return action ? patiences.answered : patiences.read
}

export interface NoticeAction {
  readonly label: string
  readonly run: () => void
}

/** A file of the artist's that was not taken. */
export interface RefusedFile {
  readonly name: string
  readonly error: ErrorReport
}

/** Something that the artist is told in passing. */
export interface Notice {
  readonly id: number
  readonly kind: 'info' | 'success' | 'warning' | 'error'
  /** Translated. */
  readonly title: string
  readonly text?: string
  /** Of an error: shown with its remedy, and to be copied. */
  readonly error?: ErrorReport
  /** Files that were not taken at once, each with why. */
  readonly refused?: readonly RefusedFile[]
  /** A text that the artist copies by hand, for the clipboard did not take it. */
  readonly byHand?: string
  /** Pictures that it is about: it goes when they are taken back. */
  readonly pictureIds?: readonly string[]
  /** The render that it is about: it goes when what that made is looked at. */
  readonly jobId?: string
  readonly action?: NoticeAction
  /** Beside `action`. */
  readonly otherAction?: NoticeAction
  /** How often it was told: what is there already is not shown twice, but comes to the front. */
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
        const again = { ...notice, id: known.id, times: known.times + 1 }
        return { notices: [...notices.filter((shown) => shown !== known), again] }
      }),
    dismiss: (id) => set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
  }))
}

/**
 * Two about pictures are never the same, for each takes back others, nor are two about different renders; of all that
 * act alike, the last one told acts.
 */
function isSame(shown: Notice, told: Omit<Notice, 'id' | 'times'>): boolean {
  if (shown.pictureIds || told.pictureIds) return false
  const parts = ({ kind, title, text, byHand, error, refused, jobId, action }: typeof told) => [
    kind,
    title,
    text,
    byHand,
    error?.code,
    error?.message,
    refused?.map((file) => `${file.name}: ${file.error.message}`).join('\n'),
    jobId,
    action?.label,
  ]
  const toldParts = parts(told)
  return parts(shown).every((part, index) => part === toldParts[index])
}
