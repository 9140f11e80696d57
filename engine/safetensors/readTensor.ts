import type { FileHandle } from 'node:fs/promises'
import { EngineError } from '../errors/engineError.ts'
import { describeByteSize } from '../files/byteSize.ts'
import { readingFile } from '../files/readingFile.ts'
import type { DataType, Tensor, TypedArrays } from '../tensor/tensor.ts'
import { tensor } from '../tensor/tensor.ts'
import { toFloat32 } from './convert.ts'
import type { SafetensorsFile } from './safetensorsFile.ts'

/** Where the bytes of one tensor lie, in whatever file. */
export interface TensorLocation {
  readonly path: string
  readonly offset: number
  readonly byteLength: number
  readonly dtype: DataType
  readonly shape: readonly number[]
}

/**
 * One tensor of a file in its stored element type. Throws 'file-invalid' where the file has no tensor of that name,
 * 'file-changed' where it was replaced since it was opened, and what `readFailure` says.
 */
export async function readTensor(file: SafetensorsFile, name: string): Promise<Tensor> {
  const tensors = await readTensors(file, [name])
  return tensors.get(name)!
}

/** One tensor of a file as float32. Errors as `readTensor`. */
export async function readFloat32(file: SafetensorsFile, name: string): Promise<Tensor<'float32'>> {
  return toFloat32(await readTensor(file, name))
}

/** Several tensors of a file in their stored element types, in the order of `names`. Errors as `readTensor`. */
export async function readTensors(source: SafetensorsFile, names: Iterable<string>): Promise<Map<string, Tensor>> {
  const entries = [...names].map((name) => {
    const entry = source.tensors.get(name)
    if (entry === undefined) {
      throw new EngineError(
        'file-invalid',
        `'${source.path}' has no tensor '${name}'.`,
        'Check that this is the right file, and that it is complete.',
      )
    }
    return entry
  })
  return readingFile(source.path, async (file) => {
    const tensors = new Map<string, Tensor>()
    for (const entry of entries) tensors.set(entry.name, await readEntry(file, { path: source.path, ...entry }))
    return tensors
  })
}

/** A tensor in its stored element type from wherever it lies. Errors as `readTensor`. */
export function readTensorAt(location: TensorLocation): Promise<Tensor> {
  return readingFile(location.path, (file) => readEntry(file, location))
}

/** One system call reads at most 2 GiB. */
const largestRead = 1 << 30

async function readEntry(file: FileHandle, { path, offset, byteLength, dtype, shape }: TensorLocation) {
  const bytes = new Uint8Array(allocate(byteLength, path))
  for (let position = 0; position < byteLength;) {
    const length = Math.min(largestRead, byteLength - position)
    const { bytesRead } = await file.read(bytes, position, length, offset + position)
    if (bytesRead === 0) {
      throw new EngineError(
        'file-changed',
        `'${path}' became shorter while it was in use: ${describeByteSize(byteLength - position)} of a tensor are gone.`,
        'Let the download or copy finish, or put the file back, and open it again.',
      )
    }
    position += bytesRead
  }
  return tensor(dtype, shape, viewAs[dtype](bytes.buffer))
}

function allocate(byteLength: number, path: string): ArrayBuffer {
  try {
    return new ArrayBuffer(byteLength)
  } catch (cause) {
    throw new EngineError(
      'out-of-memory',
      `There is not enough memory for a tensor of ${describeByteSize(byteLength)} of '${path}'.`,
      'Close other programs, or use a smaller model.',
      { cause },
    )
  }
}

/** The format is little-endian, and so is every machine that Node is built for and onnxruntime runs on. */
const viewAs: { readonly [D in DataType]: (buffer: ArrayBuffer) => TypedArrays[D] } = {
  float64: (buffer) => new Float64Array(buffer),
  float32: (buffer) => new Float32Array(buffer),
  float16: (buffer) => new Uint16Array(buffer),
  bfloat16: (buffer) => new Uint16Array(buffer),
  float8e4m3: (buffer) => new Uint8Array(buffer),
  float8e5m2: (buffer) => new Uint8Array(buffer),
  int64: (buffer) => new BigInt64Array(buffer),
  int32: (buffer) => new Int32Array(buffer),
  int16: (buffer) => new Int16Array(buffer),
  int8: (buffer) => new Int8Array(buffer),
  uint64: (buffer) => new BigUint64Array(buffer),
  uint32: (buffer) => new Uint32Array(buffer),
  uint16: (buffer) => new Uint16Array(buffer),
  uint8: (buffer) => new Uint8Array(buffer),
  bool: (buffer) => new Uint8Array(buffer),
}
