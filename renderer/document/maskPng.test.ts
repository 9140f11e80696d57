import { describe, expect, it } from 'vitest'
import { maskOf } from './mask.ts'
import { maskToPng } from './maskPng.ts'
import sharp from 'sharp'

describe('maskToPng', () => {
  it('writes grey pixels that another program reads as they are', async () => {
    const pixels = Uint8Array.from({ length: 300 * 170 }, (_, index) => (index * 13) % 256)
    const png = await (await maskToPng(maskOf(300, 170, pixels))).arrayBuffer()
    const { data, info } = await sharp(png).extractChannel(0).raw().toBuffer({ resolveWithObject: true })
    expect({ width: info.width, height: info.height }).toEqual({ width: 300, height: 170 })
    expect(new Uint8Array(data)).toEqual(pixels)
    expect((await sharp(png).metadata()).channels).toBe(1)
  })
})
