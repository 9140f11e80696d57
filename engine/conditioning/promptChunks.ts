import { assert } from '../errors/engineError.ts'
import type { ClipTokenizer, TokenSpan } from '../tokenizer/clipTokenizer.ts'
import { parsePrompt } from './promptSyntax.ts'

/** As much of a prompt as the text encoder reads at once. All three arrays have one entry for each position. */
export interface PromptChunk {
  /** The start token, the prompt's tokens, the end token, then padding. */
  readonly tokenIds: Int32Array
  /** The weight of each token; 1 for those that are not from the prompt. */
  readonly weights: Float32Array
  /** Where in the prompt each token stands; null for those that are not from the prompt. */
  readonly spans: readonly (PromptSpan | null)[]
  /** Whether a `BREAK` and not the lack of room began this chunk. */
  readonly afterBreak: boolean
}

/** A range of the prompt in UTF-16 units, brackets and weights included where they stand inside a token. */
export interface PromptSpan {
  readonly start: number
  readonly end: number
  readonly startsWord: boolean
}

interface WeightedToken {
  readonly id: number
  readonly weight: number
  readonly span: PromptSpan
}

/** A full chunk is cut behind its last comma if no more tokens than these would go with the next chunk. */
const commaBacktrack = 20

/**
 * Splits a prompt into chunks of `chunkLength` tokens, start and end token included: 75 of the prompt in CLIP's 77.
 * An empty prompt has one chunk. As in AUTOMATIC1111's web UI:
 * - every part of equal weight is tokenized by itself;
 * - a prompt that does not fit goes on in a further chunk. If one of the last 20 tokens of the full chunk is a comma,
 *   what stands behind that comma moves to the next chunk, and padding takes its place;
 * - `BREAK` ends a chunk, even an empty one.
 *
 * Throws `setting-invalid` for a prompt that names an adapter.
 */
export function chunkPrompt(tokenizer: ClipTokenizer, prompt: string, chunkLength = 77): PromptChunk[] {
  const room = chunkLength - 2
  assert(room > 0, `a chunk of ${chunkLength} tokens has no room for words`)
  const commaTokenId = tokenizer.encode(',')[0]?.id
  const chunks: PromptChunk[] = []
  let tokens: WeightedToken[] = []
  let lastComma = -1
  let afterBreak = false

  const endChunk = (carried: WeightedToken[], withBreak: boolean) => {
    chunks.push(buildChunk(tokenizer, tokens, chunkLength, afterBreak))
    tokens = carried
    lastComma = -1
    afterBreak = withBreak
  }
  for (const token of weighTokens(tokenizer, prompt)) {
    if (token === 'break') {
      endChunk([], true)
      continue
    }
    if (tokens.length === room) {
      const behindComma = lastComma + 1
      const cut = lastComma >= 0 && token.id !== commaTokenId && room - lastComma <= commaBacktrack
      endChunk(cut ? tokens.splice(behindComma) : [], false)
    }
    if (token.id === commaTokenId) lastComma = tokens.length
    tokens.push(token)
  }
  if (tokens.length > 0 || chunks.length === 0) endChunk([], false)
  return chunks
}

/**
 * Where words stand in a prompt: for each occurrence, in order, the positions `chunkIndex * chunkLength + position` of
 * its tokens. Capitals and the amount of white space make no difference, and neither do brackets and weights, in the
 * prompt or in `words`. Only whole words are found; what a `BREAK` parts is no occurrence. Occurrences do not overlap.
 */
export function findTokenPositions(
  tokenizer: ClipTokenizer,
  chunks: readonly PromptChunk[],
  words: string,
): number[][] {
  const literal = tokenizer.encode(words).map(({ id }) => id)
  const parsed = weighTokens(tokenizer, words).flatMap((token) => (token === 'break' ? [] : [token.id]))
  const searched = [literal, parsed].filter((ids) => ids.length > 0)
  const occurrences: number[][] = []
  for (const stretch of joinChunks(chunks)) {
    let index = 0
    while (index < stretch.length) {
      const found = searched.find((ids) => occursAt(stretch, index, ids))
      if (found) occurrences.push(stretch.slice(index, index + found.length).map(({ position }) => position))
      index += found?.length ?? 1
    }
  }
  return occurrences
}

interface PlacedToken {
  readonly id: number
  readonly position: number
  readonly startsWord: boolean
}

/** The tokens that come from the prompt, one list for each stretch between two BREAKs. */
function joinChunks(chunks: readonly PromptChunk[]): PlacedToken[][] {
  const stretches: PlacedToken[][] = [[]]
  for (const [chunkIndex, { tokenIds, spans, afterBreak }] of chunks.entries()) {
    if (afterBreak) stretches.push([])
    for (const [index, span] of spans.entries()) {
      if (!span) continue
      const position = chunkIndex * tokenIds.length + index
      stretches.at(-1)!.push({ id: tokenIds[index]!, position, startsWord: span.startsWord })
    }
  }
  return stretches
}

function occursAt(tokens: readonly PlacedToken[], index: number, ids: readonly number[]): boolean {
  const wordStartsAt = (at: number) => tokens[at]?.startsWord ?? true
  return (
    ids.every((id, offset) => tokens[index + offset]?.id === id) &&
    wordStartsAt(index) &&
    wordStartsAt(index + ids.length)
  )
}

function weighTokens(tokenizer: ClipTokenizer, prompt: string): (WeightedToken | 'break')[] {
  return parsePrompt(prompt).flatMap((part): (WeightedToken | 'break')[] => {
    if (part.type === 'break') return ['break']
    const toToken = ({ id, start, end, startsWord }: TokenSpan): WeightedToken => ({
      id,
      weight: part.weight,
      span: { start: part.offsets[start]!, end: part.offsets[end - 1]! + 1, startsWord },
    })
    return tokenizer.encode(part.text).map(toToken)
  })
}

function buildChunk(
  { bosTokenId, eosTokenId, padTokenId }: ClipTokenizer,
  tokens: readonly WeightedToken[],
  chunkLength: number,
  afterBreak: boolean,
): PromptChunk {
  const tokenIds = new Int32Array(chunkLength).fill(padTokenId)
  const weights = new Float32Array(chunkLength).fill(1)
  const spans = new Array<PromptSpan | null>(chunkLength).fill(null)
  tokenIds[0] = bosTokenId
  for (const [index, { id, weight, span }] of tokens.entries()) {
    tokenIds[index + 1] = id
    weights[index + 1] = weight
    spans[index + 1] = span
  }
  tokenIds[tokens.length + 1] = eosTokenId
  return { tokenIds, weights, spans, afterBreak }
}
