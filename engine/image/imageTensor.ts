import { EngineError } from '../errors/engineError.ts'

/**
 * Pixels `[height, width, 3]` of an image `[3, height, width]` in −1…1: round((clamp(x, −1, 1) + 1) · 127.5) in single
 * precision, halves to even, as PyTorch rounds.
 *
 * Throws 'render-failed' where the image holds values that are no numbers.
 */
export function toPixels(image: Float32Array): Uint8Array {
  const size = image.length / 3
  const pixels = new Uint8Array(image.length)
  for (let channel = 0; channel < 3; channel++) {
    for (let i = 0; i < size; i++) {
      const value = image[channel * size + i]!
      if (Number.isNaN(value)) throw notNumbers()
      const clamped = Math.min(Math.max(value, -1), 1)
      pixels[i * 3 + channel] = roundHalfToEven(Math.fround(Math.fround(clamped + 1) * 127.5))
    }
  }
  return pixels
}

function notNumbers(): EngineError {
  return new EngineError(
    'render-failed',
    'The picture came out with values that are no numbers.',
    'Lower the guidance or the weights of the adapters; if it stays so, the model may be damaged.',
  )
}

function roundHalfToEven(value: number): number {
  const rounded = Math.round(value)
  return rounded - value === 0.5 && rounded % 2 === 1 ? rounded - 1 : rounded
}
