import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parametersOfPicture } from './parametersOfPicture.ts'
import { encodePng } from './png.ts'

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'polyptych-parameters-'))))
afterAll(() => rm(folder, { recursive: true, force: true }))

const text = 'ein Bär, 猫\nNegative prompt: blurry\nSteps: 20, Seed: 1, Size: 64x64'
const utf16 = (order: 'big' | 'little') => {
  const bytes = Buffer.from(text, 'utf16le')
  return order === 'big' ? bytes.swap16() : bytes
}

/** Exif with nothing but a comment: an IFD that points to the Exif IFD, which points to the comment (Exif 2.3, 4.6). */
function exifWith(comment: Buffer): Buffer {
  const entry = (tag: number, type: number, count: number, value: number) => {
    const bytes = Buffer.alloc(18)
    bytes.writeUInt16BE(1, 0)
    bytes.writeUInt16BE(tag, 2)
    bytes.writeUInt16BE(type, 4)
    bytes.writeUInt32BE(count, 6)
    bytes.writeUInt32BE(value, 10)
    return bytes
  }
  const header = Buffer.from('4d4d002a00000008', 'hex')
  return Buffer.concat([header, entry(0x8769, 4, 1, 26), entry(0x9286, 7, comment.length, 44), comment])
}

/** A JPEG with the segment right after its start. */
async function jpegWith(exif: Buffer): Promise<Buffer> {
  const jpeg = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } })
    .jpeg()
    .toBuffer()
  const data = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif])
  const head = Buffer.from([0xff, 0xe1, (data.length + 2) >> 8, (data.length + 2) & 0xff])
  return Buffer.concat([jpeg.subarray(0, 2), head, data, jpeg.subarray(2)])
}

it.each([
  ['UNICODE\0', utf16('big'), text],
  ['UNICODE\0', utf16('little').subarray(2), text.slice(1)],
  ['ASCII\0\0\0', Buffer.from('a cat\0\0'), 'a cat'],
  ['\0\0\0\0\0\0\0\0', Buffer.from('a cat'), undefined],
])('reads the comment of a JPEG that begins with %j', async (mark, bytes, expected) => {
  const path = join(folder, 'picture.jpg')
  await writeFile(path, await jpegWith(exifWith(Buffer.concat([Buffer.from(mark, 'latin1'), bytes]))))
  expect(await parametersOfPicture(path, '.jpg')).toBe(expected)
})

it('reads the parameters of a PNG, and finds none where there are none', async () => {
  const path = join(folder, 'picture.png')
  await writeFile(path, await encodePng(new Uint8Array(12), 2, 2, { parameters: text }))
  expect(await parametersOfPicture(path, '.png')).toBe(text)
  const plain = join(folder, 'plain.webp')
  await writeFile(plain, await sharp(path).webp().toBuffer())
  expect(await parametersOfPicture(plain, '.webp')).toBeUndefined()
})

it('refuses what is no picture', async () => {
  const path = join(folder, 'broken.jpg')
  await writeFile(path, 'not a picture')
  await expect(parametersOfPicture(path, '.jpg')).rejects.toMatchObject({ code: 'file-invalid' })
})
