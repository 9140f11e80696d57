import { byAge } from '../protocol/window/gallery.ts'
import type { KeptItem } from './galleryItem.ts'
import { safeFileName, shortName } from './projectNames.ts'

/**
 * What files of exported pictures are called, without extension, by id: project, method and seed. Pictures of the
 * gallery in which these are the same are numbered from the second one on, the oldest first, so that no two share a
 * name.
 */
export function exportNames(items: readonly KeptItem[]): ReadonlyMap<string, string> {
  const timesUsed = new Map<string, number>()
  const names = new Map<string, string>()
  for (const item of [...items].sort(byAge).reverse()) {
    const name = nameOf(item)
    const key = name.toLowerCase() // which is the same file on some systems
    const number = (timesUsed.get(key) ?? 0) + 1
    timesUsed.set(key, number)
    names.set(item.id, number === 1 ? name : `${name} (${number})`)
  }
  return names
}

function nameOf({ name, seed, type, method }: KeptItem): string {
  return safeFileName([shortName(name).trim(), type === 'sheet' ? 'comparison' : method, seed].join('-'))
}
