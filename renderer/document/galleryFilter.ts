import type { GalleryItem } from '../../engine/protocol/window/index.ts'

/** Which pictures are shown. */
export interface GalleryWish {
  readonly search: string
  /** Those of the document at hand alone. */
  readonly isOwn: boolean
  readonly method: string | undefined
  readonly made: MadeIn
  readonly order: 'newest' | 'oldest'
}

export const everyPicture: GalleryWish = {
  search: '',
  isOwn: false,
  method: undefined,
  made: 'ever',
  order: 'newest',
}

export const timesOfMaking = ['ever', 'today', 'week', 'month'] as const
export type MadeIn = (typeof timesOfMaking)[number]

/** Days of the calendar, today among them. */
const daysOf: Readonly<Record<MadeIn, number>> = { ever: Infinity, today: 1, week: 7, month: 30 }

export interface GalleryContext {
  readonly documentId: string
  readonly now: Date
}

/** Pictures and sheets that have every word of the search in their prompt, name, method, model or seed. */
export function filterGallery(
  items: readonly GalleryItem[],
  wish: GalleryWish,
  { documentId, now }: GalleryContext,
): GalleryItem[] {
  const words = wish.search.toLowerCase().split(/\s+/).filter(Boolean)
  const since = firstMoment(wish.made, now)
  const found = items.filter((item) => {
    if (wish.isOwn && item.documentId !== documentId) return false
    if (wish.method !== undefined && item.method !== wish.method) return false
    if (since !== undefined && item.createdAt < since) return false
    const { prompt, name, method, model, seed, sampler } = item
    const text = [prompt, name, method, model, sampler, seed].join('\n').toLowerCase()
    return words.every((word) => text.includes(word))
  })
  return wish.order === 'newest' ? found : found.reverse()
}

/** The midnight, in the artist's place, with which a time begins; as texts that sort like times. */
function firstMoment(made: MadeIn, now: Date): string | undefined {
  const days = daysOf[made]
  if (days === Infinity) return undefined
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - (days - 1)).toISOString()
}
