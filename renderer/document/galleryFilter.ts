import type { GalleryItem } from '../../engine/protocol/window/index.ts'

/** Which pictures are shown. */
export interface GalleryWish {
  readonly search: string
  /** Those of this document alone. */
  readonly documentId: string | undefined
  readonly method: string | undefined
  readonly order: 'newest' | 'oldest'
}

/** Pictures and sheets that have every word of the search in their prompt, name, method, model or seed. */
export function filterGallery(items: readonly GalleryItem[], wish: GalleryWish): GalleryItem[] {
  const words = wish.search.toLowerCase().split(/\s+/).filter(Boolean)
  const found = items.filter((item) => {
    if (wish.documentId !== undefined && item.documentId !== wish.documentId) return false
    if (wish.method !== undefined && item.method !== wish.method) return false
    const { prompt, name, method, model, seed, sampler } = item
    const text = [prompt, name, method, model, sampler, seed].join('\n').toLowerCase()
    return words.every((word) => text.includes(word))
  })
  return wish.order === 'newest' ? found : found.reverse()
}
