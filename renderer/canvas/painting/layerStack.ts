import type { Context } from './place.ts'

/** A canvas of the stack and what is on it. It is painted again only when one of its inputs is another than before. */
export interface Layer {
  readonly canvas: HTMLCanvasElement
  /** What the layer shows, compared by identity. */
  readonly inputs: () => readonly unknown[]
  readonly paint: (context: Context) => void
}

export interface LayerStack {
  /** Something may have changed: looks at the next frame. */
  readonly look: () => void
  readonly end: () => void
}

/** Paints layers once a frame at most, and in a frame only those that have changed. */
export function stackLayers(layers: readonly Layer[]): LayerStack {
  const shown = new Map<Layer, readonly unknown[]>()
  let frame: number | undefined

  function paint() {
    frame = undefined
    for (const layer of layers) {
      const inputs = layer.inputs()
      const before = shown.get(layer)
      if (before?.length === inputs.length && inputs.every((input, index) => input === before[index])) continue
      shown.set(layer, inputs)
      const context = layer.canvas.getContext('2d')
      if (context) layer.paint(context)
    }
  }

  return {
    look() {
      frame ??= requestAnimationFrame(paint)
    },
    end() {
      if (frame !== undefined) cancelAnimationFrame(frame)
    },
  }
}
