import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256OfFile } from '../files/hashing.ts'
import { float32, tensor } from '../tensor/tensor.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { hashOfModelFile, hashOfTensors } from './modelFiles.ts'
import { readFloat32, readTensor, readTensorAt, readTensors } from './readTensor.ts'
import { openSafetensors } from './safetensorsFile.ts'
import { writeSafetensors } from './writeSafetensors.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polyptych-tensors-'))
})
afterAll(() => rm(folder, { recursive: true }))

const everyType: Readonly<Record<string, Tensor>> = {
  float64: tensor('float64', [2], new Float64Array([0.1, -Infinity])),
  float32: float32([1, 3], new Float32Array([1, -0, 3.5])),
  float16: tensor('float16', [1], new Uint16Array([0x3c00])),
  bfloat16: tensor('bfloat16', [3], new Uint16Array([0x3f80, 1, 2])),
  float8e4m3: tensor('float8e4m3', [3], new Uint8Array([1, 2, 3])),
  float8e5m2: tensor('float8e5m2', [1], new Uint8Array([255])),
  int64: tensor('int64', [], new BigInt64Array([-1n])),
  int32: tensor('int32', [1], new Int32Array([-2])),
  int16: tensor('int16', [3], new Int16Array([-3, 4, 5])),
  int8: tensor('int8', [1], new Int8Array([-4])),
  uint64: tensor('uint64', [1], new BigUint64Array([(1n << 64n) - 1n])),
  uint32: tensor('uint32', [1], new Uint32Array([2 ** 32 - 1])),
  uint16: tensor('uint16', [1], new Uint16Array([7])),
  uint8: tensor('uint8', [5], new Uint8Array([1, 2, 3, 4, 5])),
  bool: tensor('bool', [2], new Uint8Array([0, 1])),
  'no elements': float32([0, 4]),
}

describe('writeSafetensors', () => {
  it('writes every element type so that it is read back, aligned', async () => {
    const path = join(folder, 'every.safetensors')
    await writeSafetensors(path, everyType, { title: 'grüße "x"', author: 'nobody' })
    const file = await openSafetensors(path)
    expect(Object.fromEntries(await readTensors(file, Object.keys(everyType)))).toEqual(everyType)
    expect([...file.metadata]).toEqual([
      ['author', 'nobody'],
      ['title', 'grüße "x"'],
    ])
    const misaligned = [...file.tensors.values()].filter(
      ({ name, offset }) => offset % everyType[name]!.data.BYTES_PER_ELEMENT !== 0,
    )
    expect([file.dataOffset % 8, misaligned]).toEqual([0, []])
  })

  it('gives the same bytes whatever the order', async () => {
    const forwards = join(folder, 'forwards.safetensors')
    const backwards = join(folder, 'backwards.safetensors')
    await writeSafetensors(forwards, everyType, { a: '1', b: '2' })
    await writeSafetensors(
      backwards,
      new Map(Object.entries(everyType).reverse()),
      new Map([
        ['b', '2'],
        ['a', '1'],
      ]),
    )
    expect(await readFile(backwards)).toEqual(await readFile(forwards))
  })

  it('keeps names that objects reorder or have already, and views into larger buffers', async () => {
    const path = join(folder, 'names.safetensors')
    const view = float32([2], new Float32Array([9, 1, 2, 9]).subarray(1, 3))
    const names = ['b', '10', '9', '__proto__', 'ä "quoted"']
    await writeSafetensors(path, new Map(names.map((name) => [name, view])))
    const file = await openSafetensors(path)
    expect([...file.tensors.keys()].sort()).toEqual(names.sort())
    expect([...(await readFloat32(file, '__proto__')).data]).toEqual([1, 2])
  })

  it('writes a file without tensors', async () => {
    const path = join(folder, 'none.safetensors')
    await writeSafetensors(path, {})
    expect((await openSafetensors(path)).tensors.size).toBe(0)
  })
})

describe('readTensor', () => {
  it('agrees with what another program stored', async () => {
    const file = await openSafetensors('models/starter/text_encoder/model.safetensors')
    const name = 'text_model.final_layer_norm.weight'
    const stored = await readTensor(file, name)
    expect([stored.dtype, stored.shape]).toEqual(['float16', [256]])
    const bytes = await readFile(file.path)
    const { offset, byteLength } = file.tensors.get(name)!
    expect(Buffer.from(stored.data.buffer)).toEqual(bytes.subarray(offset, offset + byteLength))
    const { data } = await readFloat32(file, name)
    expect(data.every((value) => value > 0.5 && value < 2)).toBe(true) // a norm's weights stay near 1
    expect(await readTensorAt({ path: file.path, ...file.tensors.get(name)! })).toEqual(stored)
  })

  it('names the tensor that is not there', async () => {
    const file = await openSafetensors('models/starter/text_encoder/model.safetensors')
    const failure = readTensor(file, 'toString')
    await expect(failure).rejects.toMatchObject({ code: 'file-invalid' })
    await expect(failure).rejects.toThrow(/has no tensor 'toString'/)
  })

  it('notices that the file became shorter or went away', async () => {
    const path = join(folder, 'shrinking.safetensors')
    await writeSafetensors(path, { a: float32([1000]) })
    const file = await openSafetensors(path)
    await truncate(path, file.byteLength - 400)
    await expect(readTensor(file, 'a')).rejects.toMatchObject({ code: 'file-changed' })
    await rm(path)
    await expect(readTensor(file, 'a')).rejects.toMatchObject({ code: 'file-missing' })
  })

  it('says so when a tensor does not fit into memory', async () => {
    const location = {
      path: join(folder, 'tiny'),
      offset: 0,
      byteLength: 2 ** 52,
      dtype: 'uint8',
      shape: [2 ** 52],
    } as const
    await writeFile(location.path, '')
    await expect(readTensorAt(location)).rejects.toMatchObject({ code: 'out-of-memory' })
  })
})

describe('hashes of model files', () => {
  it('follow the file and, for the tensors, not the metadata', async () => {
    const path = join(folder, 'hashed.safetensors')
    await writeSafetensors(path, { a: float32([2]) }, { title: 'one' })
    const [wholeBefore, tensorsBefore] = [await hashOfModelFile(path), await hashOfTensors(await openSafetensors(path))]
    expect(wholeBefore).toBe(await sha256OfFile(path))
    await writeSafetensors(path, { a: float32([2]) }, { title: 'another title for the same tensors' })
    const [wholeAfter, tensorsAfter] = [await hashOfModelFile(path), await hashOfTensors(await openSafetensors(path))]
    expect(wholeAfter).toBe(await sha256OfFile(path))
    expect(wholeAfter).not.toBe(wholeBefore)
    expect(tensorsAfter).toBe(tensorsBefore)
  })
})
