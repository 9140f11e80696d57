import { mkdir, open, statfs, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { describeByteSize } from '../../files/byteSize.ts'
import { toFloat16 } from '../../safetensors/convert.ts'
import { dtypeNames } from '../../safetensors/dtypes.ts'
import { bytesPerElement, elementCount } from '../../tensor/tensor.ts'
import { createPhiloxGenerator } from '../../tensor/philoxRandom.ts'

export type WeightType = 'float32' | 'float16'

/** Numbers that tensors are cut from, each from a place of its own: drawing every one would take minutes. */
const poolSize = 1 << 23
const deviation = 0.02

/** Keeps activations in the range of a trained network, whose norms are about one and whose weights are small. */
function poolsOf(dtype: WeightType): { weights: Uint8Array; ones: Uint8Array } {
  const normal = createPhiloxGenerator(1).normal(poolSize)
  const bytes = (values: Float32Array) => {
    const stored = dtype === 'float32' ? values : toFloat16(values)
    return new Uint8Array(stored.buffer)
  }
  return { weights: bytes(normal.map((value) => value * deviation)), ones: bytes(new Float32Array(1 << 12).fill(1)) }
}

/** Says why there is no room for `byteCount` bytes in a folder, or nothing where there is. */
export async function whyNoRoom(folder: string, byteCount: number): Promise<string | undefined> {
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  const margin = 1e9
  if (free >= byteCount + margin) return undefined
  const needed = describeByteSize(byteCount + margin)
  return `needs ${needed} in ${folder}, which has ${describeByteSize(free)}; TMPDIR names another folder`
}

/**
 * Writes a safetensors file of small random numbers into `folder`, fast: the numbers of `shapes` are cut from a pool.
 * The same shapes give the same bytes.
 */
export async function writeGeneratedWeights(
  folder: string,
  shapes: ReadonlyMap<string, readonly number[]>,
  dtype: WeightType,
): Promise<void> {
  await mkdir(folder, { recursive: true })
  const file = await open(join(folder, 'diffusion_pytorch_model.safetensors'), 'w')
  try {
    await writeHeader(file, shapes, dtype)
    const { weights, ones } = poolsOf(dtype)
    const width = bytesPerElement[dtype]
    let start = 0
    for (const [name, shape] of shapes) {
      const isNormScale = /norm\w*\.weight$/.test(name)
      await writeFrom(file, isNormScale ? ones : weights, isNormScale ? 0 : start, elementCount(shape) * width)
      start = (start + 104_729 * width) % weights.length // a prime: no two tensors begin alike
    }
  } finally {
    await file.close()
  }
}

/** The beginning of a safetensors file whose tensors follow in the order of `shapes`. */
export async function writeHeader(
  file: FileHandle,
  shapes: ReadonlyMap<string, readonly number[]>,
  dtype: WeightType,
): Promise<void> {
  let begin = 0
  const entries: Record<string, unknown> = {}
  for (const [name, shape] of shapes) {
    const end = begin + elementCount(shape) * bytesPerElement[dtype]
    entries[name] = { dtype: dtypeNames[dtype], shape, data_offsets: [begin, end] }
    begin = end
  }
  const json = Buffer.from(JSON.stringify(entries))
  const header = Buffer.alloc(8 + Math.ceil(json.length / 8) * 8, ' ')
  header.writeBigUInt64LE(BigInt(header.length - 8))
  json.copy(header, 8)
  await file.write(header)
}

/** Writes `byteCount` bytes of a pool that begins again at its end. */
async function writeFrom(file: FileHandle, pool: Uint8Array, start: number, byteCount: number): Promise<void> {
  let position = start
  let left = byteCount
  while (left > 0) {
    const part = pool.subarray(position, Math.min(pool.length, position + left))
    await file.write(part)
    left -= part.length
    position = (position + part.length) % pool.length
  }
}
