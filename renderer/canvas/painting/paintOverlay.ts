import { containedIn } from '../../geometry/box.ts'
import { canvasBox, clear, deviceBox, type Context } from './place.ts'
import type { OverlayScene } from './scene.ts'

/** A map of a concept over the picture, which it has the shape of. */
export function paintOverlay(context: Context, scene: OverlayScene): void {
  clear(context)
  if (!scene.heat) return
  const { x, y, width, height } = containedIn(deviceBox(canvasBox(scene), scene), scene.heat)
  context.imageSmoothingQuality = 'high'
  context.drawImage(scene.heat, x, y, width, height)
}
