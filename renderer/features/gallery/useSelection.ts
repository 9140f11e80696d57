import { useState, type MouseEvent } from 'react'
import { itemsOfTile, keyOfTile, type Tile } from '../../document/galleryRows.ts'

type Modifiers = Pick<MouseEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>

/** Which tiles are selected: a press takes one, Ctrl or Cmd one more or less, Shift all from the current one on. */
export function useSelection(tiles: readonly Tile[]) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [currentKey, setCurrent] = useState<string>()
  const idsOf = (some: readonly Tile[]) => some.flatMap(itemsOfTile).map(({ id }) => id)
  const isSelected = (tile: Tile) => itemsOfTile(tile).every(({ id }) => selected.has(id))

  function press(tile: Tile, { shiftKey, ctrlKey, metaKey }: Modifiers) {
    const ids = idsOf([tile])
    if (shiftKey) {
      const at = tiles.indexOf(tile)
      const from = tiles.findIndex((other) => keyOfTile(other) === currentKey)
      const range = tiles.slice(Math.min(at, Math.max(from, 0)), Math.max(at, from) + 1)
      setSelected(new Set([...selected, ...idsOf(range)]))
    } else if (ctrlKey || metaKey) {
      const rest = [...selected].filter((id) => !ids.includes(id))
      setSelected(new Set(isSelected(tile) ? rest : [...rest, ...ids]))
    } else {
      setSelected(new Set(ids))
    }
    setCurrent(keyOfTile(tile))
  }

  return {
    currentKey: tiles.some((tile) => keyOfTile(tile) === currentKey) ? currentKey : tiles[0] && keyOfTile(tiles[0]),
    setCurrent,
    /** In the order of the tiles; what is not shown is not selected. */
    chosen: tiles.flatMap(itemsOfTile).filter(({ id }) => selected.has(id)),
    isSelected,
    press,
    selectAll: () => setSelected(new Set(idsOf(tiles))),
    selectNone: () => setSelected(new Set()),
  }
}
