/** The blocks of a UNet, as far as the paths of its layers show them. Diffusers naming. */
export interface UNetBlocks {
  /** Resnets in each down block and in each up block. */
  readonly downResnets: readonly number[]
  readonly upResnets: readonly number[]
  readonly midAttends: boolean
  readonly upAttends: readonly boolean[]
}

/** `IN00 …`, `MID`, `OUT00 …`: one for each input block, the middle and each output block of the original UNet code. */
export type BlockName = string

/** Where a layer lies: its block, and the rest of its path in the naming of the original code. */
interface BlockPlace {
  readonly block: BlockName | undefined
  readonly originalPath: string
}

const placed = /^(down|up)_blocks\.(\d+)\.(resnets|attentions|downsamplers|upsamplers)\.(\d+)\.(.+)$/
const placedInMiddle = /^mid_block\.(resnets|attentions)\.(\d+)\.(.+)$/

/** Reads the block structure from the paths of a whole UNet's layers. */
export function unetBlocksOf(layers: Iterable<string>): UNetBlocks {
  const resnets: { down: number[]; up: number[] } = { down: [], up: [] }
  const upAttends: boolean[] = []
  let midAttends = false
  for (const layer of layers) {
    midAttends ||= layer.startsWith('mid_block.attentions.')
    const [, side, blockText, part, indexText] = placed.exec(layer) ?? []
    if (side === undefined) continue
    const counts = resnets[side as 'down' | 'up']
    const block = Number(blockText)
    while (counts.length <= block) counts.push(0)
    if (part === 'resnets' || part === 'attentions') counts[block] = Math.max(counts[block]!, Number(indexText) + 1)
    if (side === 'up') upAttends[block] ||= part === 'attentions'
  }
  return {
    downResnets: resnets.down,
    upResnets: resnets.up,
    midAttends,
    upAttends: resnets.up.map((_, block) => upAttends[block] ?? false),
  }
}

/** How many input and output blocks the original code counts. */
export function blockCounts({ downResnets, upResnets }: UNetBlocks): { inputs: number; outputs: number } {
  // The input convolution, the resnets, and a halving behind each down block but the last.
  return { inputs: sum(downResnets) + downResnets.length, outputs: sum(upResnets) }
}

export function inputBlock(index: number): BlockName {
  return `IN${String(index).padStart(2, '0')}`
}

export function outputBlock(index: number): BlockName {
  return `OUT${String(index).padStart(2, '0')}`
}

/** The block of a layer; undefined for the embeddings of time and size, which lie in none. */
export function blockOfLayer(layer: string, blocks: UNetBlocks): BlockName | undefined {
  return placeOf(layer, blocks)?.block
}

/**
 * A layer's path in the naming of the original Stable Diffusion code, such as
 * `input_blocks.4.1.transformer_blocks.0.attn1.to_q`; undefined where the layer is in no place that we know.
 */
export function originalPathOf(layer: string, blocks: UNetBlocks): string | undefined {
  return placeOf(layer, blocks)?.originalPath
}

/**
 * Layers outside the blocks. The input convolution is input block 0; the output convolution belongs to the last block.
 */
const outside: Readonly<Record<string, string>> = {
  conv_in: 'input_blocks.0.0',
  conv_out: 'out.2',
  'time_embedding.linear_1': 'time_embed.0',
  'time_embedding.linear_2': 'time_embed.2',
  'add_embedding.linear_1': 'label_emb.0.0',
  'add_embedding.linear_2': 'label_emb.0.2',
}

const insideResnet: Readonly<Record<string, string>> = {
  conv1: 'in_layers.2',
  time_emb_proj: 'emb_layers.1',
  conv2: 'out_layers.3',
  conv_shortcut: 'skip_connection',
}

function placeOf(layer: string, blocks: UNetBlocks): BlockPlace | undefined {
  const path = outside[layer]
  if (path !== undefined) {
    const { outputs } = blockCounts(blocks)
    const block = layer === 'conv_in' ? inputBlock(0) : layer === 'conv_out' ? outputBlock(outputs - 1) : undefined
    return { block, originalPath: path }
  }
  return placeInMiddle(layer, blocks) ?? placeInBlock(layer, blocks)
}

function placeInMiddle(layer: string, { midAttends }: UNetBlocks): BlockPlace | undefined {
  const [, part, indexText, rest] = placedInMiddle.exec(layer) ?? []
  if (part === undefined || rest === undefined) return undefined
  const index = Number(indexText)
  const position = part === 'attentions' ? 1 : index === 0 ? 0 : index + Number(midAttends)
  return { block: 'MID', originalPath: `middle_block.${position}.${insideOf(part, rest)}` }
}

function placeInBlock(layer: string, { downResnets, upResnets, upAttends }: UNetBlocks): BlockPlace | undefined {
  const [, side, blockText, part, indexText, rest] = placed.exec(layer) ?? []
  if (side === undefined || part === undefined || rest === undefined) return undefined
  const block = Number(blockText)
  const index = Number(indexText)
  if (side === 'down') {
    const first = 1 + sum(downResnets.slice(0, block)) + block
    const number = part === 'downsamplers' ? first + downResnets[block]! : first + index
    const inside = part === 'downsamplers' ? '0.op' : insideOfLayer(part, rest)
    return { block: inputBlock(number), originalPath: `input_blocks.${number}.${inside}` }
  }
  const first = sum(upResnets.slice(0, block))
  const number = part === 'upsamplers' ? first + upResnets[block]! - 1 : first + index
  const inside = part === 'upsamplers' ? `${upAttends[block] ? 2 : 1}.conv` : insideOfLayer(part, rest)
  return { block: outputBlock(number), originalPath: `output_blocks.${number}.${inside}` }
}

function insideOfLayer(part: string, rest: string): string {
  return `${part === 'attentions' ? 1 : 0}.${insideOf(part, rest)}`
}

function insideOf(part: string, rest: string): string {
  return part === 'resnets' ? (insideResnet[rest] ?? rest) : rest
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
