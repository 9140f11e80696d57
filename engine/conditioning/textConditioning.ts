/** A prompt as the UNet reads it. */
export interface TextConditioning {
  /** `[tokens, width]`, row-major; tokens is 77 for each chunk of the prompt. */
  readonly embeddings: Float32Array
  readonly tokens: number
  readonly width: number
  /** SDXL's pooled embedding of the first chunk. */
  readonly pooled?: Float32Array
}

/** The same conditioning with the embeddings of an empty prompt behind it until it has `tokens` tokens. */
export function padTokens(text: TextConditioning, empty: TextConditioning, tokens: number): TextConditioning {
  if (text.tokens === tokens) return text
  const embeddings = new Float32Array(tokens * text.width)
  embeddings.set(text.embeddings)
  for (let filled = text.tokens; filled < tokens; filled += empty.tokens) {
    embeddings.set(empty.embeddings, filled * text.width)
  }
  return { ...text, embeddings, tokens }
}

/** Texts one after the other along the token axis. The pooled embedding is that of the first. */
export function joinTexts(texts: readonly TextConditioning[]): TextConditioning {
  const [first] = texts
  const tokens = texts.reduce((sum, text) => sum + text.tokens, 0)
  const embeddings = new Float32Array(tokens * first!.width)
  let filled = 0
  for (const text of texts) {
    embeddings.set(text.embeddings, filled)
    filled += text.embeddings.length
  }
  return { ...first!, embeddings, tokens }
}
