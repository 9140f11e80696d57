import type { AdapterComponent, NamingConvention } from './adapter.ts'

export type TensorRole = 'down' | 'up' | 'mid' | 'alpha' | 'bias'

/** What the name of a tensor says. */
export interface ParsedTensorName {
  readonly component: AdapterComponent
  /** The layer, without the prefix of its component. */
  readonly target: string
  readonly role: TensorRole
  /** Undefined for `alpha`, which all writers call the same. */
  readonly convention: NamingConvention | undefined
  /** The name that PEFT gives to one of several adapters in a file. */
  readonly peftName: string | undefined
}

interface SuffixRule {
  /** One group, if any: the name of the adapter. */
  readonly suffix: RegExp
  readonly role: TensorRole
  readonly convention?: NamingConvention
}

/**
 * How writers end the name of a tensor; the first match wins. Sources: kohya's sd-scripts and LyCORIS (`lora_down`);
 * diffusers before 0.22 (`_lora.down` of attention processors, `lora.down`, `lora_linear_layer`); PEFT (`lora_A`).
 */
const suffixRules: readonly SuffixRule[] = [
  { suffix: /\.lora_down\.weight$/, role: 'down', convention: 'kohya' },
  { suffix: /\.lora_up\.weight$/, role: 'up', convention: 'kohya' },
  { suffix: /\.lora_mid\.weight$/, role: 'mid', convention: 'kohya' },
  { suffix: /[._]lora(?:_linear)?(?:_layer)?\.down\.weight$/, role: 'down', convention: 'diffusers' },
  { suffix: /[._]lora(?:_linear)?(?:_layer)?\.up\.weight$/, role: 'up', convention: 'diffusers' },
  { suffix: /\.lora_A(?:\.([^.]+))?\.weight$/, role: 'down', convention: 'peft' },
  { suffix: /\.lora_B(?:\.([^.]+))?\.weight$/, role: 'up', convention: 'peft' },
  { suffix: /\.lora_A$/, role: 'down', convention: 'peft' },
  { suffix: /\.lora_B$/, role: 'up', convention: 'peft' },
  { suffix: /\.lora_B(?:\.([^.]+))?\.bias$/, role: 'bias', convention: 'peft' },
  { suffix: /\.lora_up\.bias$/, role: 'bias', convention: 'kohya' },
  { suffix: /(?:[._]lora(?:_linear)?(?:_layer)?)?\.alpha$/, role: 'alpha' },
]

/** How writers begin the name of a layer; the first match wins. Without any of these it is told from the path. */
const prefixRules: readonly { readonly prefix: RegExp; readonly component: AdapterComponent }[] = [
  { prefix: /^(?:lora|lycoris)_unet_/, component: 'unet' },
  { prefix: /^(?:lora|lycoris)_te1?_/, component: 'textEncoder' },
  { prefix: /^(?:lora|lycoris)_te2_/, component: 'textEncoder2' },
  { prefix: /^unet\./, component: 'unet' },
  { prefix: /^text_encoder\./, component: 'textEncoder' },
  { prefix: /^text_encoder_2\./, component: 'textEncoder2' },
  { prefix: /^(?:model\.)?diffusion_model\./, component: 'unet' },
  { prefix: /^(?:lora_)?transformer[._](?!h[._])/, component: 'unet' }, // a transformer in the UNet's place
]

const wrapper = /^(?:base_model\.model\.|lycoris_(?!unet_|te[12]?_))+/
const textEncoderPath = /^(?:text_model|encoder[._]layers)[._]/

/** Reads a tensor's name; undefined where it does not end as a tensor of a LoRA does. */
export function parseTensorName(name: string): ParsedTensorName | undefined {
  for (const { suffix, role, convention } of suffixRules) {
    const found = suffix.exec(name)
    if (found) {
      return { ...parseLayerName(name.slice(0, found.index)), role, convention, peftName: found[1] }
    }
  }
  return undefined
}

/** What all tensors' names say that end as those of a LoRA do. Long for large files, so done once. */
export function parseTensorNames(names: Iterable<string>): ReadonlyMap<string, ParsedTensorName> {
  const parsed = new Map<string, ParsedTensorName>()
  for (const name of names) {
    const found = parseTensorName(name)
    if (found !== undefined) parsed.set(name, found)
  }
  return parsed
}

function parseLayerName(layer: string): { component: AdapterComponent; target: string } {
  const path = layer.replace(wrapper, '')
  for (const { prefix, component } of prefixRules) {
    const found = prefix.exec(path)
    if (found) return { component, target: withoutProcessor(path.slice(found[0].length), component) }
  }
  const component = textEncoderPath.test(path) ? 'textEncoder' : 'unet'
  return { component, target: withoutProcessor(path, component) }
}

const processorPart = /\.processor\.(to_[a-z]+)$/
const textAttentionPart = /(self_attn)\.to_(q|k|v|out)$/

/** Attention processors held the factors beside the layers that they act on. */
function withoutProcessor(path: string, component: AdapterComponent): string {
  if (component !== 'unet') return path.replace(textAttentionPart, '$1.$2_proj')
  return path.replace(processorPart, (_, part: string) => (part === 'to_out' ? '.to_out.0' : `.${part}`))
}
