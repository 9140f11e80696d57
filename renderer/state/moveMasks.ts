import { setMask } from '../document/commands/region.ts'
import { movedOnCanvas } from '../document/movedMask.ts'
import type { Command } from './documentStore.ts'
import type { MaskStore } from './maskStore.ts'

/** Moves the pixels of painted regions, by whole pixels of the canvas. */
export function moveMasks(masks: MaskStore, ids: readonly string[], dx: number, dy: number): Command {
  return (project) => {
    if (dx === 0 && dy === 0) return project
    return project.concepts.reduce((moved, { id, region }) => {
      const mask = ids.includes(id) && region.type === 'mask' ? masks.get(region.file.path) : undefined
      return mask ? setMask(id, masks.add(movedOnCanvas(mask, project.canvas, dx, dy)))(moved) : moved
    }, project)
  }
}
