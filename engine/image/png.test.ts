import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import { encodePng } from './png.ts'
import { readPngTexts } from './pngTexts.ts'

const scratch = mkdtempSync(join(tmpdir(), 'polyptych-png-'))
afterAll(() => {
  rmSync(scratch, { recursive: true })
})

const [width, height] = [5, 3]
const pixels = Uint8Array.from({ length: width * height * 3 }, (_, index) => index * 5)

const texts = {
  parameters: 'a cat\nNegative prompt: "a dog"\nSteps: 20',
  empty: '',
  'Latin-1': 'Bär, naïve £',
  'Looks like UTF-8': 'Ã¤',
  everything: 'кот 猫 قطة 🐻‍❄️ \u2028 \u0301 \u0001',
  long: 'x\n'.repeat(50_000),
  'long and colourful': '猫🐻'.repeat(5_000),
}

function chunk(type: string, data: Uint8Array, crc?: number): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc ?? crc32(body), 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}

const signature = Buffer.from('89504e470d0a1a0a', 'hex')
const end = chunk('IEND', Buffer.alloc(0))
const latin1 = (text: string) => Buffer.from(text, 'latin1')

describe('encodePng', () => {
  it('keeps every pixel', async () => {
    const png = await encodePng(pixels, width, height, texts)
    const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true })
    expect(info).toMatchObject({ width, height, channels: 3 })
    expect(new Uint8Array(data)).toEqual(pixels)
  })

  it('keeps every text, for us and for others', async () => {
    const png = await encodePng(pixels, width, height, texts)
    expect([...(await readPngTexts(png))]).toEqual(Object.entries(texts))
    const { comments } = await sharp(png).metadata()
    const { empty: _, ...seenByLibpng } = texts
    expect(comments).toEqual(
      expect.arrayContaining(Object.entries(seenByLibpng).map(([keyword, text]) => ({ keyword, text }))),
    )
  })

  it('writes texts before the pixels, compressed when long', async () => {
    const png = Buffer.from(await encodePng(pixels, width, height, texts))
    const kinds: string[] = []
    for (let offset = 8; offset < png.length; offset += 12 + png.readUInt32BE(offset)) {
      kinds.push(png.toString('latin1', offset + 4, offset + 8))
    }
    expect(kinds.slice(1, 1 + Object.keys(texts).length)).toEqual(Object.keys(texts).map(() => 'iTXt'))
    const colourful = Buffer.byteLength(texts['long and colourful'])
    expect(png.length).toBeLessThan(texts.long.length + colourful / 10)
  })

  it('gives the same bytes for the same picture', async () => {
    const [first, second] = [
      await encodePng(pixels, width, height, texts),
      await encodePng(pixels, width, height, texts),
    ]
    expect(first).toEqual(second)
  })

  it('stops on pixels that do not fill the picture', async () => {
    await expect(encodePng(pixels, width, height + 1)).rejects.toThrow('Bug')
  })
})

describe('readPngTexts', () => {
  it('reads a file as it reads bytes', async () => {
    const path = join(scratch, 'picture.png')
    writeFileSync(path, await encodePng(pixels, width, height, texts))
    expect([...(await readPngTexts(path))]).toEqual(Object.entries(texts))
  })

  it('reads what other programs write', async () => {
    const png = Buffer.concat([
      signature,
      chunk('tEXt', latin1('latin\0B\u00e4r')),
      chunk('tEXt', Buffer.from('utf8\0Bär', 'utf8')),
      chunk('zTXt', Buffer.concat([latin1('packed\0\0'), deflateSync('B\u00e4r')])),
      chunk('iTXt', Buffer.from('named\0\0\0de\0benannt\0Bär', 'utf8')),
      chunk('IDAT', Buffer.alloc(100)),
      chunk('tEXt', latin1('late\0after the pixels')),
      chunk('tEXt', latin1('late\0again')),
      end,
    ])
    expect(Object.fromEntries(await readPngTexts(png))).toEqual({
      latin: 'Bär',
      utf8: 'Bär',
      packed: 'Bär',
      named: 'Bär',
      late: 'after the pixels',
    })
  })

  const bomb = deflateSync(Buffer.alloc(80_000_000))
  it.each([
    ['nothing', Buffer.alloc(0), 'is not a PNG'],
    ['a JPEG', Buffer.from('ffd8ffe000104a46', 'hex'), 'is not a PNG'],
    ['no end', signature, 'ends early'],
    [
      'a part that is longer than the file',
      Buffer.concat([signature, chunk('IDAT', pixels).subarray(0, -1)]),
      'ends early',
    ],
    ['a wrong checksum', Buffer.concat([signature, chunk('tEXt', latin1('a\0b'), 1), end]), 'checksum'],
    ['a text without keyword', Buffer.concat([signature, chunk('tEXt', latin1('ab')), end]), 'no keyword'],
    ['a short iTXt', Buffer.concat([signature, chunk('iTXt', latin1('a\0\0')), end]), 'ends early'],
    ['an iTXt without languages', Buffer.concat([signature, chunk('iTXt', latin1('a\0\0\0x')), end]), 'no keyword'],
    ['an unknown method', Buffer.concat([signature, chunk('zTXt', latin1('a\0\x07b')), end]), 'unknown method'],
    ['broken compression', Buffer.concat([signature, chunk('zTXt', latin1('a\0\0junk')), end]), 'compressed text'],
    ['a bomb', Buffer.concat([signature, chunk('zTXt', Buffer.concat([latin1('a\0\0'), bomb])), end]), 'too long'],
    [
      'endless parts',
      Buffer.concat([signature, ...new Array<Buffer>(100_001).fill(chunk('noTh', Buffer.alloc(0)))]),
      'parts',
    ],
  ])('refuses %s', async (_, bytes, reason) => {
    await expect(readPngTexts(bytes)).rejects.toMatchObject({
      code: 'file-invalid',
      message: expect.stringContaining(reason),
    })
  })

  it('names a file that is missing', async () => {
    await expect(readPngTexts(join(scratch, 'none.png'))).rejects.toMatchObject({ code: 'file-missing' })
  })
})
