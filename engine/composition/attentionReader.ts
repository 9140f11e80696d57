import { float32, type Tensor } from '../tensor/tensor.ts'
import { batchFeeds, rowOf, stackRows, type BatchRow } from './batchFeeds.ts'
import type { Network } from './network.ts'
import type { AttentionReading, RowAttention } from './plan.ts'

/** Reads attention on the guidance grid, and follows its gradient back to the latents. */
export interface AttentionReader {
  read(reading: AttentionReading, latents: Float32Array, timestep: number): Promise<RowAttention[]>
  /**
   * d loss / d latents, given d loss / d attention for each row; the rows' gradients are summed. Same length as the
   * latents. A row without a gradient costs nothing.
   */
  gradient(
    reading: AttentionReading,
    gradients: readonly Partial<RowAttention>[],
    latents: Float32Array,
    timestep: number,
  ): Promise<Float32Array>
}

export function createAttentionReader(network: Network): AttentionReader {
  const feedsOf = async (
    unet: Awaited<ReturnType<Network['unet']>>,
    rows: readonly BatchRow[],
    { masks, segments }: AttentionReading,
    latents: Float32Array,
    timestep: number,
  ) => {
    const masked = rows.map((row) => ({ ...row, masks }))
    return batchFeeds(network, unet, masked, { latents, timestep, segments })
  }

  return {
    async read(reading, latents, timestep) {
      const unet = await network.unet({ extent: 'maps' })
      const results: RowAttention[] = []
      for (const rows of batchesOf(reading, reading.rows)) {
        const outputs = await unet.session.run(await feedsOf(unet, rows, reading, latents, timestep))
        const of = (name: string, row: number) => rowOf(outputs.get(name)!, row)
        for (const row of rows.keys()) {
          results.push({ cross: of('crossAttentionMap', row), self: of('selfAttentionMap', row) })
        }
      }
      return results
    },
    async gradient(reading, gradients, latents, timestep) {
      const unet = await network.unet({ extent: 'gradient' })
      const moved = reading.rows.flatMap((row, index) => {
        const gradient = gradients[index]
        return gradient?.cross || gradient?.self ? [{ ...row, gradient }] : []
      })
      const sum = new Float32Array(latents.length)
      for (const rows of batchesOf(reading, moved)) {
        const feeds = await feedsOf(unet, rows, reading, latents, timestep)
        const cells = guidanceCells(rows[0]!.gradient, feeds)
        feeds.set('selfAttentionMapCotangent', cotangentOf(rows, 'self', [cells, cells]))
        const text = feeds.get('textEmbeddings')!.shape
        const crossShape = reading.segments ? [text[1]!, cells, text[2]!] : [cells, text[1]!]
        feeds.set('crossAttentionMapCotangent', cotangentOf(rows, 'cross', crossShape))
        const gradient = (await unet.session.run(feeds, ['latentGradient'])).get('latentGradient')!
        for (const row of rows.keys()) rowOf(gradient, row).forEach((value, index) => (sum[index]! += value))
      }
      return sum
    },
  }
}

function batchesOf<Row>({ isSequential }: AttentionReading, rows: readonly Row[]): readonly (readonly Row[])[] {
  if (isSequential) return rows.map((row) => [row])
  return rows.length === 0 ? [] : [rows]
}

/** Cells of the guidance grid. */
function guidanceCells({ cross, self }: Partial<RowAttention>, feeds: ReadonlyMap<string, Tensor>): number {
  if (self) return Math.sqrt(self.length)
  const tokens = feeds.get('textEmbeddings')!.shape.slice(1, -1)
  return cross!.length / tokens.reduce((product, side) => product * side, 1)
}

function cotangentOf(
  rows: readonly { readonly gradient: Partial<RowAttention> }[],
  type: 'cross' | 'self',
  shape: readonly number[],
): Tensor<'float32'> {
  const zero = float32(shape).data
  return stackRows(
    rows.map(({ gradient }) => gradient[type] ?? zero),
    shape,
  )
}
