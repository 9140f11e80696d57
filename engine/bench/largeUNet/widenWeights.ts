import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { toFloat32 } from '../../safetensors/convert.ts'
import { tensor } from '../../tensor/tensor.ts'
import { startStopwatch } from '../stopwatch.ts'
import { writeHeader } from './generatedWeights.ts'
import { largeUNetParameters, openLargeUNet } from './largeUNet.ts'

export interface WidenInput {
  /** With weights in float16. */
  readonly from: string
  /** Where the same weights are written in float32. */
  readonly to: string
}

/** Writes a second file with the same weights in float32, tensor by tensor; milliseconds. */
export async function measureWidening({ from, to }: WidenInput): Promise<number> {
  const lap = startStopwatch()
  const { weights } = await openLargeUNet(from)
  const target = await open(join(to, 'diffusion_pytorch_model.safetensors'), 'w')
  const source = await open([...weights.values()][0]!.path)
  try {
    const shapes = largeUNetParameters()
    await writeHeader(target, shapes, 'float32')
    for (const [name, shape] of shapes) {
      const { offset, byteLength } = weights.get(name)!
      const bytes = new Uint8Array(byteLength)
      await source.read(bytes, 0, byteLength, offset)
      const { data } = toFloat32(tensor('float16', shape, new Uint16Array(bytes.buffer)))
      await target.write(new Uint8Array(data.buffer))
    }
  } finally {
    await source.close()
    await target.close()
  }
  return lap()
}
