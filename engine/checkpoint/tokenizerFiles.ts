import { join } from 'node:path'
import { EngineError } from '../errors/engineError.ts'
import { kindOfPath, readModelJson } from '../safetensors/modelFiles.ts'

/** The files of a CLIP tokenizer and the two things about it that differ from model to model. */
export interface TokenizerFiles {
  readonly vocabPath: string
  readonly mergesPath: string
  /** Tokens in a row, start and end included: 77. */
  readonly maxLength: number
  /** What short text is filled with: the end token in SD 1, but `!` in SD 2 and in SDXL's second tokenizer. */
  readonly padToken: string
}

const endToken = '<|endoftext|>'

/**
 * Looks at a tokenizer's folder and lists the files that matter. `maxPositions` is what the text encoder can take and
 * bounds `maxLength`. Throws 'file-missing' where the folder is there but not complete.
 */
export async function locateTokenizer(
  folder: string,
  maxPositions: number,
): Promise<{ tokenizer: TokenizerFiles; files: string[] }> {
  const vocabPath = join(folder, 'vocab.json')
  const mergesPath = join(folder, 'merges.txt')
  for (const path of [vocabPath, mergesPath]) {
    if ((await kindOfPath(path)) !== 'file') {
      throw new EngineError(
        'file-missing',
        `The tokenizer is incomplete: '${path}' does not exist.`,
        'Download vocab.json and merges.txt of the tokenizer; both are needed, also where there is a tokenizer.json.',
      )
    }
  }
  const files = [vocabPath, mergesPath]
  const readOptionalJson = async (name: string): Promise<Readonly<Record<string, unknown>>> => {
    const path = join(folder, name)
    if ((await kindOfPath(path)) !== 'file') return {}
    files.push(path)
    return readModelJson(path)
  }
  const settings = await readOptionalJson('tokenizer_config.json')
  const specialTokens = await readOptionalJson('special_tokens_map.json')
  // As transformers does: the map is older, and goes before the config unless that lists its tokens itself.
  const sources = settings.added_tokens_decoder === undefined ? [specialTokens, settings] : [settings, specialTokens]
  const { model_max_length: limit } = settings
  const maxLength = typeof limit === 'number' && limit >= 2 ? Math.min(limit, maxPositions) : maxPositions
  const padTokens = sources.map((source) => textOfToken(source.pad_token))
  const padToken = padTokens.find((text) => text !== undefined) ?? endToken
  return { tokenizer: { vocabPath, mergesPath, maxLength, padToken }, files }
}

/** A token is stored as its text, or as an object that holds it. */
function textOfToken(token: unknown): string | undefined {
  if (typeof token === 'string') return token
  if (typeof token !== 'object' || token === null || !('content' in token)) return undefined
  return typeof token.content === 'string' ? token.content : undefined
}
