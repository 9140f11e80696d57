import { maskOf, type Mask } from '../document/mask.ts'

/** Reads a mask from an address of the host: any picture that the browser knows, as brightness times opacity. */
export async function decodeMask(address: string): Promise<Mask> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`The mask could not be loaded: ${response.status}`)
  const bitmap = await createImageBitmap(await response.blob(), {
    premultiplyAlpha: 'none',
    colorSpaceConversion: 'none',
  })
  const { width, height } = bitmap
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('Bug: a new canvas has a context')
  context.drawImage(bitmap, 0, 0)
  bitmap.close()
  const { data } = context.getImageData(0, 0, width, height)
  const pixels = new Uint8Array(width * height)
  for (let i = 0; i < pixels.length; i++) {
    const at = i * 4
    const luma = 0.2126 * data[at]! + 0.7152 * data[at + 1]! + 0.0722 * data[at + 2]!
    pixels[i] = Math.round((luma * data[at + 3]!) / 255)
  }
  return maskOf(width, height, pixels)
}
