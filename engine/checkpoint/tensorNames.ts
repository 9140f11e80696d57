export type ComponentKind = 'unet' | 'vae' | 'textEncoder'

/**
 * The present name of a stored parameter, or `undefined` for one that no network has a use for. Programs and years
 * differ in how they call a few of them; everything behind this function knows one name for each.
 */
export function normaliseTensorName(name: string, kind: ComponentKind): string | undefined {
  switch (kind) {
    case 'unet':
      return name
    case 'vae':
      return normaliseVAEName(name)
    case 'textEncoder':
      return normaliseTextEncoderName(name)
  }
}

/** What diffusers called the linear layers of attention before version 0.15. */
const formerAttentionNames: ReadonlyMap<string, string> = new Map([
  ['query', 'to_q'],
  ['key', 'to_k'],
  ['value', 'to_v'],
  ['proj_attn', 'to_out.0'],
])

function normaliseVAEName(name: string): string {
  const found = /^(.*[.]attentions[.]\d+)[.](query|key|value|proj_attn)[.](weight|bias)$/.exec(name)
  if (found === null) return name
  const [, attention, layer, parameter] = found
  return `${attention!}.${formerAttentionNames.get(layer!)!}.${parameter!}`
}

/** The halves of a whole CLIP model that do not read text. */
const notAboutText = /^(vision_model[.]|visual_projection[.]|logit_scale$)/

function normaliseTextEncoderName(name: string): string | undefined {
  if (name.endsWith('position_ids')) return undefined // 0, 1, 2, …: a constant, not a parameter
  if (notAboutText.test(name)) return undefined
  if (name.startsWith('text_model.') || name.startsWith('text_projection.')) return name
  return `text_model.${name}`
}
