import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EngineError } from '../errors/engineError.ts'
import { openSafetensors } from './safetensorsFile.ts'

let folder: string
let count = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polyptych-safetensors-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function fileOf(contents: string | Uint8Array, name = `${count++}.safetensors`): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, contents)
  return path
}

/** A file with this header, its length in front and `dataBytes` zeros behind. */
function bytesOf(header: string, dataBytes: number, claimedLength = Buffer.byteLength(header)): Buffer {
  const bytes = Buffer.alloc(8 + Buffer.byteLength(header) + dataBytes)
  bytes.writeBigUInt64LE(BigInt(claimedLength))
  bytes.write(header, 8)
  return bytes
}

const pair =
  '"a":{"dtype":"F16","shape":[2,3],"data_offsets":[0,12]},"b":{"dtype":"I64","shape":[],"data_offsets":[12,20]}'
const valid = `{"__metadata__":{"format":"pt","note":"a: \\"b\\" {"},${pair}}  `

describe('openSafetensors', () => {
  it('reads what the header says, with absolute positions', async () => {
    const path = await fileOf(bytesOf(valid, 20))
    const dataOffset = 8 + valid.length
    expect(await openSafetensors(path)).toEqual({
      path,
      byteLength: dataOffset + 20,
      dataOffset,
      metadata: new Map([
        ['format', 'pt'],
        ['note', 'a: "b" {'],
      ]),
      tensors: new Map([
        ['a', { name: 'a', dtype: 'float16', shape: [2, 3], offset: dataOffset, byteLength: 12 }],
        ['b', { name: 'b', dtype: 'int64', shape: [], offset: dataOffset + 12, byteLength: 8 }],
      ]),
    })
  })

  it('opens files of other programs', async () => {
    const starter = await openSafetensors('models/starter/unet/diffusion_pytorch_model.safetensors')
    expect(starter.tensors.size).toBe(324)
    const adapter = await openSafetensors('models/starter/loras/kiki.safetensors')
    expect(adapter.metadata.get('ss_output_name')).toBe('kiki')
    expect(adapter.tensors.size).toBe(306)
  })

  it.each([
    ['no tensors', '{}', 0, 0],
    ['tensors of no elements', '{"a":{"dtype":"F32","shape":[0,1e15],"data_offsets":[0,0]}}', 0, 1],
    ['names that objects have already', pair.replace('"a"', '"__proto__"').replace('"b"', '"toString"'), 20, 2],
    ['names with escapes', pair.replace('"a"', '"\\"\\\\"'), 20, 2],
  ])('accepts %s', async (_, header, dataBytes, tensorCount) => {
    const whole = header.startsWith('{') ? header : `{${header}}`
    expect((await openSafetensors(await fileOf(bytesOf(whole, dataBytes)))).tensors.size).toBe(tensorCount)
  })

  const entry = (shape: string, offsets: string, dtype = '"F16"') =>
    `{"a":{"dtype":${dtype},"shape":${shape},"data_offsets":${offsets}}}`

  it.each<[string, Uint8Array | string, RegExp]>([
    ['an empty file', '', /is empty/],
    ['a file of five bytes', bytesOf(valid, 20).subarray(0, 5), /not a safetensors file/],
    ['text', 'Hello. This is only a note about a model.\n', /it is a text file/],
    ['a web page', '\n<!DOCTYPE html>\n<html><head>', /it is a web page/],
    ['another web page', '<HTML lang="en"><body>Log in', /it is a web page/],
    ['a Git LFS pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1\n', /Git LFS pointer/],
    ['zeros', new Uint8Array(4096), /nothing but zeros/],
    ['noise', Uint8Array.from({ length: 600 }, (_, i) => (i * 197 + 5) % 256), /first bytes are not those/],
    ['a cut header', bytesOf(valid, 20).subarray(0, 60), /ends inside its header, \d+ bytes early or more/],
    ['a cut tensor', bytesOf(valid, 20).subarray(0, -3), /the file ends 3 bytes early/],
    ['an absent tensor part', bytesOf(entry('[750000000]', '[0,1500000000]'), 0), /the file ends 1.5 GB early/],
    ['bytes at the end', bytesOf(valid, 22), /2 bytes follow its last tensor/],
    ['a header longer than the format allows', bytesOf(valid, 20, 2 ** 40), /not a safetensors file/],
    ['a header that is not JSON', bytesOf('{"a": nonsense}', 0), /header is not a JSON object/],
    ['a header that is not UTF-8', bytesOf('{"x":{}}', 0).fill(0xff, 10, 11), /not a safetensors/],
    ['a header of no bytes', bytesOf('{"a":1}', 0, 0), /header is not a JSON object/],
    ['an entry that is not an object', bytesOf('{"a":[]}', 0), /entry 'a' of its header is not an object/],
    ['metadata that is not text', bytesOf('{"__metadata__":{"step":3}}', 0), /metadata 'step' is not text/],
    ['a name twice', bytesOf(`{${pair},${pair}}`, 20), /a name occurs twice/],
    ['a key twice in an entry', bytesOf(`{${pair.replace('"shape"', '"shape":[9],"shape"')}}`, 20), /occurs twice/],
    ['overlapping tensors', bytesOf(`{${pair.replace('[12,20]', '[8,16]')}}`, 16), /'b' overlaps the one before/],
    ['a hole', bytesOf(`{${pair.replace('[12,20]', '[16,24]')}}`, 24), /hole before the tensor 'b'/],
    ['a hole at the start', bytesOf(entry('[1]', '[2,4]'), 4), /hole before the tensor 'a'/],
    ['a wrong length', bytesOf(entry('[2]', '[0,6]'), 6), /takes 6 bytes, but F16 \[2\] is 4 bytes/],
    ['a negative side', bytesOf(entry('[-2,-3]', '[0,12]'), 12), /shape that is not a list of whole/],
    ['a broken side', bytesOf(entry('[1.5]', '[0,3]'), 3), /shape that is not a list of whole/],
    ['an endless side', bytesOf(entry('[1e300]', '[0,3]'), 3), /shape that is not a list of whole/],
    ['too many elements', bytesOf(entry('[9e15,9e15]', '[0,3]'), 3), /'a' is larger than any file/],
    ['a shape that is a number', bytesOf(entry('6', '[0,12]'), 12), /shape that is not a list of whole/],
    ['offsets backwards', bytesOf(entry('[1]', '[2,0]'), 2), /not a range of bytes/],
    ['negative offsets', bytesOf(entry('[1]', '[-2,0]'), 2), /not a range of bytes/],
    ['three offsets', bytesOf(entry('[1]', '[0,2,4]'), 2), /has no position in the file/],
    [
      'an unknown element type',
      bytesOf(entry('[1]', '[0,2]', '"F4"'), 2),
      /element type 'F4', which Polyptych does not/,
    ],
    ['an element type that objects have', bytesOf(entry('[1]', '[0,2]', '"constructor"'), 2), /does not know/],
    ['no element type', bytesOf(entry('[1]', '[0,2]', 'null'), 2), /has no element type/],
    ['brackets without end', bytesOf(`{"a":${'['.repeat(100_000)}`, 0), /header is not a JSON object/],
    ['brackets in brackets', bytesOf(`{"a":${'['.repeat(9999)}${']'.repeat(9999)}}`, 0), /entry 'a' of its header is/],
  ])('refuses %s', async (_, contents, reason) => {
    const path = await fileOf(contents)
    const failure = openSafetensors(path)
    await expect(failure).rejects.toMatchObject({ name: 'EngineError', code: 'file-invalid' })
    await expect(failure).rejects.toThrow(reason)
    await expect(failure).rejects.toThrow(path)
  })

  it('shortens names so that a message stays readable', async () => {
    const path = await fileOf(bytesOf(`{"${'n'.repeat(100_000)}":3}`, 0))
    const error = await openSafetensors(path).catch((caught: unknown) => caught as Error)
    expect((error as Error).message.length).toBeLessThan(path.length + 300)
  })

  it.each(['model.ckpt', 'model.PT', 'model.pth', 'pytorch_model.bin', 'embedding.pkl'])(
    'refuses %s by its name, without looking at it',
    async (name) => {
      const failure = openSafetensors(join(folder, 'nowhere', name))
      await expect(failure).rejects.toMatchObject({ code: 'file-refused' })
      await expect(failure).rejects.toThrow(/can run any code/)
    },
  )

  it.each([
    ['a PyTorch archive', Buffer.from('PK\x03\x04........archive/data.pkl')],
    ['a bare pickle', Buffer.from('\x80\x02}q\x00(X\x06\x00\x00\x00weight', 'latin1')],
  ])('refuses %s under a false name', async (_, contents) => {
    await expect(openSafetensors(await fileOf(contents))).rejects.toMatchObject({ code: 'file-refused' })
  })

  it('does not take a header of 640 bytes for a pickle, which begins alike', async () => {
    const bytes = bytesOf(`{${pair}}`.padEnd(0x0280), 20)
    expect([...bytes.subarray(0, 2)]).toEqual([0x80, 0x02])
    expect((await openSafetensors(await fileOf(bytes))).tensors.size).toBe(2)
  })

  it('says what is wrong with a path', async () => {
    const pipe = join(folder, 'pipe.safetensors')
    execFileSync('mkfifo', [pipe])
    await expect(openSafetensors(join(folder, 'no.safetensors'))).rejects.toMatchObject({ code: 'file-missing' })
    await expect(openSafetensors(folder)).rejects.toMatchObject({ code: 'file-unreadable' })
    await expect(openSafetensors(pipe)).rejects.toMatchObject({ code: 'file-unreadable' })
  })

  it('refuses a file of a terabyte that claims the longest header without reading it', { retry: 3 }, async () => {
    const path = await fileOf(bytesOf('', 0, 100_000_000))
    await truncate(path, 2 ** 40) // sparse: takes no space
    const start = performance.now()
    await expect(openSafetensors(path)).rejects.toMatchObject({ code: 'file-invalid' })
    expect(performance.now() - start).toBeLessThan(500)
  })

  it('opens or refuses whatever becomes of a header, and never fails in another way', async () => {
    const original = bytesOf(valid, 20)
    const random = randomIntegers(20_251)
    const path = await fileOf(original)
    const outcomes = { opened: 0, refused: 0 }
    for (let round = 0; round < 1000; round++) {
      await writeFile(path, damage(original, random))
      try {
        const { byteLength, dataOffset, tensors } = await openSafetensors(path)
        for (const entry of tensors.values()) {
          expect(entry.offset).toBeGreaterThanOrEqual(dataOffset)
          expect(entry.offset + entry.byteLength).toBeLessThanOrEqual(byteLength)
        }
        outcomes.opened++
      } catch (error) {
        if (!(error instanceof EngineError)) throw error
        expect(['file-invalid', 'file-refused']).toContain(error.code)
        outcomes.refused++
      }
    }
    expect(outcomes.opened).toBeGreaterThan(10) // a changed metadata or name is still a file
    expect(outcomes.refused).toBeGreaterThan(500)
  })
})

/** Whole numbers below a limit from Marsaglia's xorshift generator. */
function randomIntegers(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % limit
  }
}

const hostileWords = ['1e300', '-1', '[]', '{}', 'null', '"__proto__"', '99999999999999999999', '\\', '"', '}', ',']

/** A copy with bits flipped, bytes cut off, or words that do harm written over it. */
function damage(original: Buffer, random: (limit: number) => number): Buffer {
  const bytes = Buffer.from(original)
  for (let change = random(3); change >= 0; change--) {
    const position = random(valid.length + 8)
    switch (random(4)) {
      case 0:
        bytes[position]! ^= 1 << random(8)
        break
      case 1:
        bytes[position] = random(256)
        break
      case 2:
        bytes.write(hostileWords[random(hostileWords.length)]!, position)
        break
      case 3:
        return bytes.subarray(0, random(bytes.length))
    }
  }
  return bytes
}
