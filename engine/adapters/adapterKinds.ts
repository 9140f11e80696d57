/** A kind of adapter, told by the names and shapes of its tensors. */
export interface AdapterKind {
  readonly id: string
  /** With its article, for "is …". */
  readonly name: string
  /** What a tensor of this kind ends with. */
  readonly suffix: RegExp
  /** Tells kinds apart that use the same name. */
  readonly sides?: number
}

/**
 * Kinds other than LoRA, LoCon and LoCon in Tucker form, in the order in which they are tested: those that add tensors
 * to a low-rank pair come before the pair, because without them the pair would load and mean something else. The ids
 * are those of the project's table of adapter formats.
 */
export const adapterKinds: readonly AdapterKind[] = [
  { id: 'K07', name: 'an ED-LoRA (Mix-of-Show)', suffix: /(^|\.)new_concept_embedding(\.|$)/ },
  { id: 'K08', name: 'a LoRA in the order-based form of cloneofsimo', suffix: /^[a-z_]+:\d+:(up|down)$/ },
  { id: 'K09', name: 'a LoKr (LyCORIS)', suffix: /\.lokr_(w1|w1_a|w1_b|w2|w2_a|w2_b|t2)$/ },
  { id: 'K10', name: 'a LoHa (LyCORIS)', suffix: /\.hada_(w1_a|w1_b|w2_a|w2_b|t1|t2)$/ },
  { id: 'K12', name: 'a DoRA', suffix: /\.(dora_scale|lora_magnitude_vector(\.[^.]+)?(\.weight)?)$/ },
  { id: 'K13', name: 'a GLoRA', suffix: /\.((a1|a2|b1|b2|bm)\.weight|glora_[A-EXx][a-z]*(\.[^.]+)?(\.weight)?)$/ },
  { id: 'K14', name: 'an OFT (orthogonal fine-tuning)', suffix: /\.oft_blocks$/, sides: 3 },
  { id: 'K15', name: 'a BOFT (butterfly orthogonal fine-tuning)', suffix: /\.oft_blocks$/, sides: 4 },
  { id: 'K14', name: 'an OFT (orthogonal fine-tuning)', suffix: /\.oft_diag$/ },
  { id: 'K16', name: 'an OFT or BOFT (PEFT)', suffix: /\.(oft_[rR]|boft_[RsS])(\.[^.]+)?(\.weight)?$/ },
  { id: 'K17', name: 'an HRA (Householder reflections)', suffix: /\.hra_u(\.[^.]+)?$/ },
  { id: 'K18', name: 'an IA3', suffix: /\.(on_input|ia3_l(\.[^.]+)?)$/ },
  {
    id: 'K19',
    name: 'a file of full differences or norms',
    suffix: /\.(diff|diff_b|w_norm|b_norm|set_weight|reshape_weight)$/,
  },
  { id: 'K21', name: 'an IncreLoRA', suffix: /\.(lora_E\.\d+|ranknum)$/ },
  { id: 'K20', name: 'an AdaLoRA', suffix: /\.lora_E(\.[^.]+)?$/ },
  { id: 'K22', name: 'a SoRA', suffix: /\.gate$/ },
  { id: 'K23', name: 'an NLoRA or SLoRA', suffix: /\.lora_N(\.[^.]+)?\.weight$/ },
  { id: 'K24', name: 'a LoRA-XS or LoRA-SB', suffix: /_lora_latent_mapping\.weight$/ },
  { id: 'K25', name: 'a LaMDA', suffix: /\.sigma(\.[^.]+)?\.weight$/ },
  { id: 'K26', name: 'a KaSA', suffix: /\.lora_diag(\.[^.]+)?$/ },
  { id: 'K29', name: 'a LoLDU', suffix: /\.parametrizations\.weight\.0\.vector_z$/ },
  { id: 'K30', name: 'a RandLoRA', suffix: /\.randlora_(lambda|gamma|A|B)(\.[^.]+)?$/ },
  { id: 'K31', name: 'a VeRA', suffix: /\.vera_(lambda_[bd]|A|B)(\.[^.]+)?$/ },
  { id: 'K32', name: 'a NOLA', suffix: /\.lora_[AB]\.(coefficients|seed)$/ },
  { id: 'K33', name: 'a Bone or MiSS', suffix: /\.(bone|miss)_block(\.[^.]+)?$/, sides: 2 },
  { id: 'K34', name: 'a BAT (Bone with the weights of the model)', suffix: /\.(bone|miss)_block(\.[^.]+)?$/, sides: 3 },
  { id: 'K35', name: 'a Hydra', suffix: /(^|\.)hydra_\w+\..+$/ },
  {
    id: 'K36',
    name: 'a bundle of routed adapters',
    suffix: /(moe_gate|router\.router)\.weight$|(^|\.)mixlora\.|xlora_classifier/,
  },
  { id: 'K38', name: 'a textual inversion', suffix: /^(emb_params|clip_[lg]|string_to_param\..+)$/ },
  {
    id: 'K39',
    name: 'a LoRA with split projections, as for Flux or SD3',
    suffix: /\.(lora_(down|up)\.\d+\.weight|(to_[a-z]+|ff|proj)[^.]*\.(down|up))$/,
  },
]

/** A whole model or another tool, under the name of an adapter. */
export interface ForeignFile {
  /** With its article, for "is …". */
  readonly name: string
  readonly tensor: RegExp
  readonly remedy: string
  /** Tested on the names of low-rank pairs too, not only on tensors that stand alone. */
  readonly inPairs?: true
}

const models = 'Put it where the models are, and choose a LoRA here.'
const unsupported = 'Polyptych does not use this kind of file. Choose a LoRA.'
const otherModels = 'It belongs to another kind of network. Choose a LoRA for a Stable Diffusion model.'

/**
 * Refused before anything else, in this order: a ControlNet repeats the names of a UNet, a checkpoint those of a VAE.
 */
export const foreignFiles: readonly ForeignFile[] = [
  {
    name: 'a ControlNet',
    tensor: /^(control_model\.|controlnet_|lora_controlnet|lllite_unet_)/,
    remedy: unsupported,
    inPairs: true,
  },
  { name: 'a T2I-Adapter', tensor: /^(adapter\.)?body\.\d+\.|^adapter\.conv_in/, remedy: unsupported },
  { name: 'an IP-Adapter', tensor: /^(image_proj|ip_adapter)\./, remedy: unsupported },
  {
    name: 'a bundle of routed adapters for a language model',
    tensor: /(^|\.)mixlora\.|internal_xlora_classifier/,
    remedy: otherModels,
  },
  { name: 'a checkpoint, a whole model', tensor: /^(model\.)?diffusion_model\./, remedy: models },
  {
    name: 'a UNet, a part of a whole model',
    tensor: /^(conv_in|down_blocks\.0\.resnets\.0\.conv1)\.weight$/,
    remedy: models,
  },
  { name: 'a VAE', tensor: /^(first_stage_model\.|decoder\.conv_in\.weight$)/, remedy: models },
  { name: 'a text encoder', tensor: /(^|\.)text_model\.embeddings\.token_embedding\.weight$/, remedy: models },
  {
    name: 'an adapter for a language model',
    tensor: /^(base_model\.model\.)?(model\.layers|transformer\.h)\.\d+\./,
    remedy: otherModels,
    inPairs: true,
  },
  {
    name: 'an adapter for a speech model such as Whisper',
    tensor: /^(base_model\.model\.)?model\.(encoder|decoder)\.layers\.\d+\./,
    remedy: otherModels,
    inPairs: true,
  },
  {
    name: 'an adapter for a model such as DUSt3R',
    tensor: /^(base_model\.model\.)?(enc|dec)_blocks2?\.\d+\./,
    remedy: otherModels,
    inPairs: true,
  },
]

/** PEFT's `init_lora_weights` that change the weights of the model before training. */
export const initsThatChangeTheModel: Readonly<Record<string, string>> = {
  pissa: 'a PiSSA',
  olora: 'an OLoRA',
  corda: 'a CorDA',
  lora_ga: 'a LoRA-GA',
  loftq: 'a LoftQ',
}
