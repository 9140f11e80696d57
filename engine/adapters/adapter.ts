import type { SafetensorsFile } from '../safetensors/safetensorsFile.ts'
import type { AdapterMetadata } from './adapterMetadata.ts'

/** The networks of a model that adapters change. */
export type AdapterComponent = 'unet' | 'textEncoder' | 'textEncoder2'

/** Who named the tensors: kohya's training scripts, diffusers before PEFT, or PEFT. */
export type NamingConvention = 'kohya' | 'diffusers' | 'peft'

/** The tensors of one layer, by name. */
export interface LayerTensors {
  readonly down: string
  readonly up: string
  /** The core of a Tucker decomposition. */
  readonly mid?: string
}

/** The low-rank pair of one layer: ΔW = scale · up · down. */
export interface AdapterLayer {
  readonly component: AdapterComponent
  /** The layer as the file names it, without the prefix of its component. */
  readonly target: string
  readonly kind: 'linear' | 'convolution'
  readonly rank: number
  readonly inFeatures: number
  readonly outFeatures: number
  /** Height and width; `[1, 1]` for a linear layer. */
  readonly kernel: readonly [number, number]
  /** loraAlpha / rank (loraAlpha / √rank where the file asks for it); 1 where the file names no alpha. */
  readonly scale: number
  readonly tucker: boolean
  readonly tensors: LayerTensors
  /** Why this layer cannot be used, in words that follow the layer's name. */
  readonly refusal?: string
}

/** A LoRA file, read as far as its header says; `loadFactors` reads the rest. */
export interface Adapter {
  readonly path: string
  /** The title, output name or file stem: what to call it in messages. */
  readonly name: string
  readonly kind: 'lora'
  readonly convention: NamingConvention
  readonly layers: readonly AdapterLayer[]
  readonly metadata: AdapterMetadata
  /** Tensors that belong to no layer. */
  readonly unrecognised: readonly string[]
  readonly file: SafetensorsFile
}
