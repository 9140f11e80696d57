import type { ClipTokenizer } from '../tokenizer/clipTokenizer.ts'
import { chunkPrompt } from './promptChunks.ts'

/** How long a prompt is to a text encoder. */
export interface TokenCount {
  /** Of the prompt alone. */
  readonly tokens: number
  /** Tokens of a prompt that one chunk holds: 75 with CLIP. */
  readonly room: number
  readonly chunks: number
}

/** `chunkLength` as in `chunkPrompt`. Throws `setting-invalid` for a prompt that names an adapter. */
export function countTokens(tokenizer: ClipTokenizer, prompt: string, chunkLength: number): TokenCount {
  const chunks = chunkPrompt(tokenizer, prompt, chunkLength)
  const tokens = chunks.flatMap(({ spans }) => spans.filter((span) => span !== null)).length
  return { tokens, room: chunkLength - 2, chunks: chunks.length }
}
