import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import { largestDifference } from '../testing/closeness.ts'
import { encodePng } from './png.ts'
import { readImage, readMask } from './readImage.ts'

const scratch = mkdtempSync(join(tmpdir(), 'polyptych-images-'))
afterAll(() => {
  rmSync(scratch, { recursive: true })
})

/** Left half black, right half white. */
const halves = Uint8Array.from({ length: 8 * 4 * 3 }, (_, index) => (Math.floor(index / 3) % 8 < 4 ? 0 : 255))
const raw = { raw: { width: 8, height: 4, channels: 3 } } as const

async function save(name: string, bytes: Uint8Array | Promise<Uint8Array>): Promise<string> {
  const path = join(scratch, name)
  writeFileSync(path, await bytes)
  return path
}

describe('readImage', () => {
  it('gives back the pixels that were written', async () => {
    const path = await save('halves.png', encodePng(halves, 8, 4))
    const image = await readImage(path)
    expect(image).toMatchObject({ width: 8, height: 4 })
    expect(new Uint8Array(image.pixels)).toEqual(halves)
  })

  it.each([
    ['jpeg', sharp(halves, raw).jpeg({ quality: 100 }).toBuffer()],
    ['webp', sharp(halves, raw).webp({ lossless: true }).toBuffer()],
    ['grey', sharp(halves, raw).toColourspace('b-w').png().toBuffer()],
    ['palette', sharp(halves, raw).png({ palette: true }).toBuffer()],
    ['transparent', sharp(halves, raw).ensureAlpha(0.5).png().toBuffer()],
  ])('reads a picture as %s', async (name, bytes) => {
    const { pixels } = await readImage(await save(name, bytes))
    expect(largestDifference(pixels, halves)).toBeLessThan(12)
  })

  it('turns a picture upright', async () => {
    const turned = sharp(halves, raw).jpeg().withMetadata({ orientation: 6 }).toBuffer()
    expect(await readImage(await save('turned.jpg', turned))).toMatchObject({ width: 4, height: 8 })
  })

  it('sees that a file has changed', async () => {
    const path = await save('changing.png', encodePng(halves, 8, 4))
    await readImage(path)
    await save('changing.png', encodePng(halves.toReversed(), 8, 4))
    expect(new Uint8Array((await readImage(path)).pixels)).toEqual(halves.toReversed())
  })

  it('refuses other formats and damaged pictures', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>')
    const noisy = Uint8Array.from({ length: 64 * 64 * 3 }, (_, index) => Math.imul(index, 2654435761) >>> 24)
    const torn = (await encodePng(noisy, 64, 64)).subarray(0, -500)
    await expect(readImage(await save('a.svg', svg))).rejects.toMatchObject({ code: 'file-refused' })
    await expect(readImage(await save('torn.png', torn))).rejects.toMatchObject({ code: 'file-invalid' })
    await expect(readImage(await save('text.png', Buffer.from('text')))).rejects.toMatchObject({ code: 'file-invalid' })
    await expect(readImage(join(scratch, 'none.png'))).rejects.toMatchObject({ code: 'file-missing' })
  })
})

describe('readMask', () => {
  it('is brightness, from 0 to 1', async () => {
    const path = await save('mask.png', encodePng(halves, 8, 4))
    expect([...(await readMask(path, 8, 4))]).toEqual(Array.from({ length: 32 }, (_, index) => (index % 8 < 4 ? 0 : 1)))
  })

  it('is brightness times opacity', async () => {
    const grey = Uint8Array.from([51, 51, 51, 255, 255, 255, 255, 51, 0, 0, 0, 255, 255, 255, 255, 0])
    const path = await save(
      'clear.png',
      sharp(grey, { raw: { width: 2, height: 2, channels: 4 } })
        .png()
        .toBuffer(),
    )
    expect(largestDifference(await readMask(path, 2, 2), [0.2, 0.2, 0, 0])).toBeLessThan(1e-6)
  })

  it('is stretched over the canvas', async () => {
    const path = await save('small.png', encodePng(halves, 8, 4))
    const mask = await readMask(path, 64, 8)
    expect(mask).toHaveLength(64 * 8)
    for (let y = 0; y < 8; y++) {
      const row = [...mask.subarray(y * 64, (y + 1) * 64)]
      expect(row).toEqual([...row].sort((a, b) => a - b)) // no ringing beside the edge
      expect([row[0], row[24], row[40], row[63]]).toEqual([0, 0, 1, 1])
    }
  })

  it('averages what it makes smaller', async () => {
    const path = await save('large.png', encodePng(halves, 8, 4))
    const [value] = await readMask(path, 1, 1)
    expect(value).toBeGreaterThan(0.45)
    expect(value).toBeLessThan(0.55)
  })
})
