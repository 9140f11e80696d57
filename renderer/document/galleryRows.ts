import type { GalleryItem } from '../../engine/protocol/window/index.ts'

/** Pictures that one render made: those of several seeds, or a comparison with its sheet first. */
export interface Stack {
  readonly type: 'stack'
  readonly jobId: string
  readonly items: readonly GalleryItem[]
}

export type Tile = { readonly type: 'picture'; readonly item: GalleryItem } | Stack

/** What stands below each other in the gallery. */
export type GalleryRow =
  | { readonly type: 'day'; readonly day: string }
  /** The head of a stack whose pictures are shown one by one below it. */
  | { readonly type: 'opened'; readonly stack: Stack }
  | { readonly type: 'tiles'; readonly tiles: readonly Tile[]; readonly isInStack: boolean }

export const keyOfTile = (tile: Tile) => (tile.type === 'picture' ? tile.item.id : `stack ${tile.jobId}`)
export const itemsOfTile = (tile: Tile): readonly GalleryItem[] => (tile.type === 'picture' ? [tile.item] : tile.items)

/** Stacks stand where the first of their pictures stood. */
export function galleryTiles(items: readonly GalleryItem[]): Tile[] {
  const ofJob = new Map<string, GalleryItem[]>()
  for (const item of items) {
    if (item.jobId === undefined) continue
    const others = ofJob.get(item.jobId)
    if (others) others.push(item)
    else ofJob.set(item.jobId, [item])
  }
  const isPlaced = new Set<string>()
  return items.flatMap((item): Tile[] => {
    const together = item.jobId === undefined ? [] : ofJob.get(item.jobId)!
    if (item.jobId === undefined || together.length < 2) return [{ type: 'picture', item }]
    if (isPlaced.has(item.jobId)) return []
    isPlaced.add(item.jobId)
    return [{ type: 'stack', jobId: item.jobId, items: together.toSorted(byPlaceInRender) }]
  })
}

/** The order of what one render made, for `sort`: a sheet first, then as they were made. */
export function byPlaceInRender(a: GalleryItem, b: GalleryItem): number {
  if (a.type !== b.type) return a.type === 'sheet' ? -1 : 1
  return a.createdAt < b.createdAt ? -1 : 1
}

/** The day of a time in the artist's place, as `2026-03-01`. */
export function dayOf(createdAt: string): string {
  const date = new Date(createdAt)
  const two = (value: number) => `${value}`.padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** Days with their tiles, `columns` side by side. Stacks in `opened` show their pictures below a head of their own. */
export function galleryRows(tiles: readonly Tile[], columns: number, opened: ReadonlySet<string>): GalleryRow[] {
  const rows: GalleryRow[] = []
  let day: string | undefined
  let open: Tile[] = []
  const close = () => {
    rows.push(...inRows(open, columns, false))
    open = []
  }
  for (const tile of tiles) {
    const tileDay = dayOf(itemsOfTile(tile)[0]!.createdAt)
    if (tileDay !== day) {
      close()
      rows.push({ type: 'day', day: tileDay })
      day = tileDay
    }
    if (tile.type === 'stack' && opened.has(tile.jobId)) {
      close()
      const pictures = tile.items.map((item): Tile => ({ type: 'picture', item }))
      rows.push({ type: 'opened', stack: tile }, ...inRows(pictures, columns, true))
    } else {
      open.push(tile)
    }
  }
  close()
  return rows
}

function inRows(tiles: readonly Tile[], columns: number, isInStack: boolean): GalleryRow[] {
  const rows: GalleryRow[] = []
  for (let at = 0; at < tiles.length; at += columns) {
    rows.push({ type: 'tiles', tiles: tiles.slice(at, at + columns), isInStack })
  }
  return rows
}

/** Where a tile stands. */
export interface TilePlace {
  readonly row: number
  readonly column: number
}

export function placeOfTile(rows: readonly GalleryRow[], key: string | undefined): TilePlace | undefined {
  for (const [row, line] of rows.entries()) {
    const column = line.type === 'tiles' ? line.tiles.findIndex((tile) => keyOfTile(tile) === key) : -1
    if (column >= 0) return { row, column }
  }
  return undefined
}

export type TileStep = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End'

/** The tile that a key leads to from another; heads between rows are passed over. */
export function tileBeside(rows: readonly GalleryRow[], from: string | undefined, step: TileStep): Tile | undefined {
  const lines = rows.flatMap((row) => (row.type === 'tiles' ? [row.tiles] : []))
  const all = lines.flat()
  const at = all.findIndex((tile) => keyOfTile(tile) === from)
  if (at < 0 || step === 'Home') return all[0]
  if (step === 'End') return all.at(-1)
  if (step === 'ArrowLeft' || step === 'ArrowRight') return all[at + (step === 'ArrowLeft' ? -1 : 1)] ?? all[at]
  const line = lines.findIndex((tiles) => tiles.includes(all[at]!))
  const next = lines[line + (step === 'ArrowUp' ? -1 : 1)]
  if (!next) return all[at]
  return next[Math.min(lines[line]!.indexOf(all[at]!), next.length - 1)]
}
