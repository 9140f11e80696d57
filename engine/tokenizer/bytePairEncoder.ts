/** A token and the number of bytes of the word that it stands for. */
export interface EncodedBytes {
  readonly id: number
  readonly byteCount: number
}

/** Turns one word, written in the byte alphabet, into tokens. */
export type BytePairEncoder = (word: string) => readonly EncodedBytes[]

/** Marks the last symbol of a word, so that "fox" and the "fox" of "foxglove" are different tokens. */
export const endOfWord = '</w>'

/** A prompt has some hundred different words; a long session must not keep all that were ever typed. */
const largestCache = 20_000

/**
 * One printable character for each byte value, so that a vocabulary can be written as text: printable Latin-1 stands
 * for itself, the rest is numbered from U+0100 (the byte-level alphabet of GPT-2, which CLIP shares).
 */
export const byteAlphabet: readonly string[] = buildByteAlphabet()

function buildByteAlphabet(): string[] {
  let next = 0x100
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad)
    return String.fromCharCode(printable ? byte : next++)
  })
}

/**
 * Byte-pair encoding (Sennrich et al. 2016, algorithm 1): join the pair of neighbours with the lowest rank, leftmost
 * first, until no pair has a rank.
 *
 * @param vocabulary token text to id
 * @param mergeRanks `"left right"`, as a line of merges.txt, to its rank
 * @param unknownTokenId stands for a symbol that the vocabulary lacks
 */
export function createBytePairEncoder(
  vocabulary: ReadonlyMap<string, number>,
  mergeRanks: ReadonlyMap<string, number>,
  unknownTokenId: number,
): BytePairEncoder {
  const cache = new Map<string, readonly EncodedBytes[]>()
  return (word) => {
    const known = cache.get(word)
    if (known) return known
    const encoded = mergeSymbols(word, mergeRanks).map(({ symbol, byteCount }) => ({
      id: vocabulary.get(symbol) ?? unknownTokenId,
      byteCount,
    }))
    if (cache.size >= largestCache) cache.clear()
    cache.set(word, encoded)
    return encoded
  }
}

function mergeSymbols(
  word: string,
  mergeRanks: ReadonlyMap<string, number>,
): { readonly symbol: string; readonly byteCount: number }[] {
  const symbols = word.split('') // the alphabet has one UTF-16 unit for each byte
  if (symbols.length === 0) return []
  symbols[symbols.length - 1] += endOfWord
  const byteCounts = symbols.map(() => 1)
  const rankAt = (left: number) => mergeRanks.get(`${symbols[left]} ${symbols[left + 1]}`) ?? Infinity
  const ranks = symbols.slice(1).map((_, left) => rankAt(left))
  for (;;) {
    const left = indexOfSmallest(ranks)
    if (left === undefined) break
    symbols.splice(left, 2, symbols[left]! + symbols[left + 1]!)
    byteCounts.splice(left, 2, byteCounts[left]! + byteCounts[left + 1]!)
    ranks.splice(left, 1)
    if (left > 0) ranks[left - 1] = rankAt(left - 1)
    if (left < ranks.length) ranks[left] = rankAt(left)
  }
  return symbols.map((symbol, index) => ({ symbol, byteCount: byteCounts[index]! }))
}

/** The first of the smallest finite numbers. */
function indexOfSmallest(numbers: readonly number[]): number | undefined {
  let smallest = Infinity
  let found: number | undefined
  for (let index = 0; index < numbers.length; index++) {
    if (numbers[index]! < smallest) {
      smallest = numbers[index]!
      found = index
    }
  }
  return found
}
