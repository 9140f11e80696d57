import { patternPaths, patternSide, type Look } from '../../document/palette.ts'

/** CSS pixels of a line. */
const lineWidth = 1.25

/** Patterns by look and size of a device pixel, made once. */
export interface PatternSource {
  /** Repeats from a point in device pixels. */
  readonly of: (look: Look, ratio: number, origin: { x: number; y: number }) => CanvasPattern
}

export function createPatterns(): PatternSource {
  const known = new Map<string, CanvasPattern>()
  return {
    of(look, ratio, origin) {
      const key = `${look.pattern} ${look.color} ${ratio}`
      const pattern = known.get(key) ?? createPattern(look, ratio)
      known.set(key, pattern)
      const scale = (patternSide * ratio) / Math.round(patternSide * ratio)
      pattern.setTransform(new DOMMatrix([scale, 0, 0, scale, Math.round(origin.x), Math.round(origin.y)]))
      return pattern
    },
  }
}

function createPattern({ color, pattern }: Look, ratio: number): CanvasPattern {
  const side = Math.round(patternSide * ratio)
  const context = new OffscreenCanvas(side, side).getContext('2d')!
  context.scale(side / patternSide, side / patternSide)
  context.strokeStyle = color
  context.lineCap = 'round'
  context.lineWidth = pattern === 'dots' ? 2.5 : lineWidth
  context.stroke(new Path2D(patternPaths[pattern]))
  return context.createPattern(context.canvas, 'repeat')!
}
