import { listWords } from '../errors/closestWords.ts'
import { EngineError } from '../errors/engineError.ts'
import type { AdapterSlot } from '../graph/slot.ts'
import type { AdapterComponent } from './adapter.ts'
import { blockCounts, blockOfLayer, inputBlock, outputBlock, unetBlocksOf } from './unetBlocks.ts'
import type { BlockName } from './unetBlocks.ts'

export type { BlockName } from './unetBlocks.ts'

/** One factor for each block of a UNet. */
export interface BlockWeights {
  /** For the text encoders and for what lies in no block: the embeddings of time and size. */
  readonly base: number
  /** By layer of the UNet. */
  readonly layers: ReadonlyMap<string, number>
}

/** All blocks of a UNet in order, from its slots: `IN00 … MID … OUT00 …`, 25 in Stable Diffusion 1, 19 in XL. */
export function blocksOf(slots: readonly AdapterSlot[]): BlockName[] {
  const { inputs, outputs } = blockCounts(unetBlocksOf(slots.map(({ layer }) => layer)))
  return [
    ...Array.from({ length: inputs }, (_, index) => inputBlock(index)),
    'MID',
    ...Array.from({ length: outputs }, (_, index) => outputBlock(index)),
  ]
}

/** The blocks that attend to text, which are those that plain LoRAs change: 16 in Stable Diffusion 1, 11 in XL. */
export function attentionBlocksOf(slots: readonly AdapterSlot[]): BlockName[] {
  const blocks = unetBlocksOf(slots.map(({ layer }) => layer))
  const attending = new Set(
    slots.filter(({ layer }) => layer.includes('.attentions.')).map(({ layer }) => blockOfLayer(layer, blocks)),
  )
  return blocksOf(slots).filter((block) => block === 'MID' || attending.has(block))
}

/**
 * Presets as users of sd-webui-lora-block-weight know them, for the 17 numbers of Stable Diffusion 1: BASE, six input
 * blocks, the middle, nine output blocks.
 */
const presets: Readonly<Record<string, { readonly base: number; readonly in: string; mid: string; out: string }>> = {
  NONE: { base: 0, in: '000000', mid: '0', out: '000000000' },
  ALL: { base: 1, in: '111111', mid: '1', out: '111111111' },
  INS: { base: 1, in: '111000', mid: '0', out: '000000000' },
  IND: { base: 1, in: '000111', mid: '0', out: '000000000' },
  INALL: { base: 1, in: '111111', mid: '0', out: '000000000' },
  MIDD: { base: 1, in: '000111', mid: '1', out: '111100000' },
  OUTD: { base: 1, in: '000000', mid: '0', out: '111100000' },
  OUTS: { base: 1, in: '000000', mid: '0', out: '000011111' },
  OUTALL: { base: 1, in: '000000', mid: '0', out: '111111111' },
}

export const blockWeightPresets: readonly string[] = Object.keys(presets)

/** Each preset as the numbers that it stands for in a UNet: BASE, then one for each block of `attentionBlocksOf`. */
export function presetWeights(slots: readonly AdapterSlot[]): { name: string; weights: number[] }[] {
  const attending = attentionBlocksOf(slots)
  return Object.entries(presets).map(([name, { base }]) => {
    const blocks = presetBlocks(name, blocksOf(slots), attending)
    return { name, weights: [base, ...attending.map((block) => blocks.get(block)!)] }
  })
}

/** The vector lengths of other programs that stand for models of another kind. */
const foreignLengths: Readonly<Record<number, string>> = { 61: 'Flux' }

/**
 * Reads block weights for the UNet that `slots` (all of them) belong to: a preset's name, or numbers as text with
 * commas or as a list. Numbers are BASE followed by one for each block (26 for Stable Diffusion 1, 20 for XL), or by
 * one for each block with attention (17, 12); blocks that the short form leaves out get 0, as in
 * sd-webui-lora-block-weight.
 *
 * Presets fit every UNet: a block with attention takes the number of the preset's block at the same relative depth, and
 * another block that of the nearest one with attention.
 *
 * Throws 'setting-invalid' with the accepted lengths.
 */
export function parseBlockWeights(value: string | readonly number[], slots: readonly AdapterSlot[]): BlockWeights {
  const all = blocksOf(slots)
  const attending = attentionBlocksOf(slots)
  if (typeof value === 'string') {
    const name = value.trim().toUpperCase()
    if (Object.hasOwn(presets, name)) return toLayers(slots, presets[name]!.base, presetBlocks(name, all, attending))
  }
  const numbers = typeof value === 'string' ? value.split(',').map(parseNumber) : value
  const accepted = [...new Set([attending.length + 1, all.length + 1])].sort((a, b) => a - b)
  const counts = listWords(accepted.map(String))
  const blocks =
    accepted.length === 1
      ? `Give ${counts} numbers: BASE, then ${all.join(', ')}.`
      : `Give ${counts} numbers: BASE, then ${all.join(', ')}, or only those with attention: ${attending.join(', ')}.`
  const remedy = [blocks, `Or name a preset: ${blockWeightPresets.join(', ')}.`].join(' ')
  if (!numbers.every((number) => Number.isFinite(number))) {
    const shown = typeof value === 'string' ? `'${value}'` : value.join(', ')
    throw new EngineError('setting-invalid', `The block weights ${shown} are not all numbers or a preset.`, remedy)
  }
  const names =
    numbers.length === all.length + 1 ? all : numbers.length === attending.length + 1 ? attending : undefined
  if (names === undefined) {
    const foreign = foreignLengths[numbers.length]
    const reason = foreign === undefined ? '' : `, as for ${foreign}`
    throw new EngineError(
      'setting-invalid',
      `There are ${numbers.length} block weights${reason}; this model takes ${counts}.`,
      remedy,
    )
  }
  const [base, ...weights] = numbers
  return toLayers(slots, base!, new Map(names.map((block, index) => [block, weights[index]!])))
}

/** The factor of a layer: `layer` is a path in diffusers naming. */
export function blockWeightOf(weights: BlockWeights, component: AdapterComponent, layer: string): number {
  return component === 'unet' ? (weights.layers.get(layer) ?? weights.base) : weights.base
}

function parseNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}

function toLayers(slots: readonly AdapterSlot[], base: number, weights: ReadonlyMap<BlockName, number>): BlockWeights {
  const blocks = unetBlocksOf(slots.map(({ layer }) => layer))
  const layers = new Map<string, number>()
  for (const { layer } of slots) {
    const block = blockOfLayer(layer, blocks)
    if (block !== undefined) layers.set(layer, weights.get(block) ?? 0)
  }
  return { base, layers }
}

function presetBlocks(
  name: string,
  all: readonly BlockName[],
  attending: readonly BlockName[],
): ReadonlyMap<BlockName, number> {
  const preset = presets[name]!
  const weights = new Map<BlockName, number>([['MID', Number(preset.mid)]])
  for (const [side, row] of [
    ['IN', preset.in],
    ['OUT', preset.out],
  ] as const) {
    const blocks = attending.filter((block) => block.startsWith(side))
    for (const [index, block] of blocks.entries()) {
      weights.set(block, Number(row[Math.floor(((index + 0.5) / blocks.length) * row.length)]))
    }
    for (const block of all.filter((other) => other.startsWith(side) && !blocks.includes(other))) {
      const nearest = nearestBlock(block, blocks)
      weights.set(block, nearest === undefined ? Number(row[0]) : weights.get(nearest)!)
    }
  }
  return weights
}

function nearestBlock(block: BlockName, candidates: readonly BlockName[]): BlockName | undefined {
  const number = (name: BlockName) => Number(name.replace(/\D/g, ''))
  const distance = (candidate: BlockName) => Math.abs(number(candidate) - number(block))
  return [...candidates].sort((a, b) => distance(a) - distance(b))[0]
}
