import { byteAlphabet, createBytePairEncoder } from './bytePairEncoder.ts'
import type { NormalizedText } from './normalizedText.ts'
import { normalizeText } from './normalizedText.ts'
import type { VocabularyFiles } from './vocabularyFiles.ts'
import { parseMerges, parseVocabulary, requireToken } from './vocabularyFiles.ts'

/** A token and the range of the text, in UTF-16 units, that it was made from. */
export interface TokenSpan {
  readonly id: number
  readonly start: number
  readonly end: number
  /** Whether it is the first token of a word; a word is what byte-pair encoding sees, so also a digit or a comma. */
  readonly startsWord: boolean
}

export interface ClipTokenizer {
  /** Opens every sequence: `<|startoftext|>`. */
  readonly bosTokenId: number
  /** Closes every sequence: `<|endoftext|>`. It also stands for what the vocabulary cannot spell. */
  readonly eosTokenId: number
  /** Fills a sequence up after its end. */
  readonly padTokenId: number
  readonly vocabularySize: number
  /** The tokens of a text in order, without those that open, close and fill a sequence. */
  encode(text: string): TokenSpan[]
}

export interface ClipTokenizerOptions {
  /**
   * Fills a sequence up after its end; `<|endoftext|>` unless given. SD 2.x and the second text encoder of SDXL use
   * `!`, the token of id 0. A `!` in a prompt is a word all the same (`!</w>`), as when those models were trained.
   */
  readonly padToken?: string
}

const bosToken = '<|startoftext|>'
const eosToken = '<|endoftext|>'

/** Written in a prompt exactly so, they are the special tokens themselves. */
const specialToken = /<\|(?:start|end)oftext\|>/g

/**
 * What a text is cut into before byte-pair encoding (Radford et al. 2021, the released CLIP tokenizer): English
 * contractions, words, single digits, runs of anything else but white space. The names of the special tokens come
 * first; in capitals they are not special, and fall into their three parts.
 */
const piece = /(<\|)((?:start|end)oftext)(\|>)|'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\p{White_Space}\p{L}\p{N}]+/gu

/**
 * The tokenizer of CLIP text encoders. It gives the ids of the class `CLIPTokenizer` of Hugging Face transformers 5.
 * Lone surrogates are read as U+FFFD, as everywhere where text becomes UTF-8.
 *
 * Throws `file-invalid` for files that are malformed or do not belong together.
 */
export function createClipTokenizer(files: VocabularyFiles, options: ClipTokenizerOptions = {}): ClipTokenizer {
  const vocabulary = parseVocabulary(files)
  const bosTokenId = requireToken(vocabulary, bosToken, files)
  const eosTokenId = requireToken(vocabulary, eosToken, files)
  const encodeBytes = createBytePairEncoder(vocabulary, parseMerges(files, vocabulary), eosTokenId)

  const appendPiece = (spans: TokenSpan[], normalized: NormalizedText, start: number, end: number) => {
    if (start === end) return
    const { word, unitOfByte } = toByteWord(normalized.text.slice(start, end))
    let byte = 0
    for (const { id, byteCount } of encodeBytes(word)) {
      const first = start + unitOfByte[byte]!
      const last = start + unitOfByte[byte + byteCount - 1]!
      spans.push({ id, start: normalized.starts[first]!, end: normalized.ends[last]!, startsWord: byte === 0 })
      byte += byteCount
    }
  }

  const appendText = (spans: TokenSpan[], text: string, offset: number) => {
    const normalized = normalizeText(text, offset)
    for (const match of normalized.text.matchAll(piece)) {
      const parts = match[1] === undefined ? [match[0]] : match.slice(1, 4)
      let start = match.index
      for (const { length } of parts) {
        appendPiece(spans, normalized, start, start + length)
        start += length
      }
    }
  }

  return {
    bosTokenId,
    eosTokenId,
    padTokenId: requireToken(vocabulary, options.padToken ?? eosToken, files),
    vocabularySize: vocabulary.size,
    encode(text) {
      const spans: TokenSpan[] = []
      let position = 0
      for (const { 0: token, index } of text.matchAll(specialToken)) {
        appendText(spans, text.slice(position, index), position)
        position = index + token.length
        spans.push({ id: token === bosToken ? bosTokenId : eosTokenId, start: index, end: position, startsWord: true })
      }
      appendText(spans, text.slice(position), position)
      return spans
    },
  }
}

const utf8 = new TextEncoder()

/** The UTF-8 bytes of a text in the byte alphabet, and for each byte the UTF-16 unit where its character begins. */
function toByteWord(text: string): { word: string; unitOfByte: number[] } {
  let word = ''
  for (const byte of utf8.encode(text)) word += byteAlphabet[byte]!
  if (word.length === text.length) return { word, unitOfByte: Array.from(text, (_, unit) => unit) } // all ASCII
  const unitOfByte: number[] = []
  let unit = 0
  for (const character of text) {
    for (let byte = utf8.encode(character).length; byte > 0; byte--) unitOfByte.push(unit)
    unit += character.length
  }
  return { word, unitOfByte }
}
