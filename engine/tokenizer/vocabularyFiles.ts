import { EngineError } from '../errors/engineError.ts'

/** The texts of a tokenizer's two files. */
export interface VocabularyFiles {
  /** `vocab.json`: an object from token to id. */
  readonly vocab: string
  /** `merges.txt`: one pair of symbols on a line, the most frequent first. */
  readonly merges: string
  /** Where the files lie; errors name it. */
  readonly folder?: string
}

/** The token ids, by the text of the token. Throws `file-invalid` for anything but an object of whole numbers. */
export function parseVocabulary({ vocab, folder }: VocabularyFiles): Map<string, number> {
  const refuse = (reason: string, cause?: unknown) => invalidFile('vocab.json', folder, reason, cause)
  let parsed: unknown
  try {
    parsed = JSON.parse(vocab)
  } catch (cause) {
    throw refuse('it is not JSON', cause)
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw refuse('it is not an object from token to id')
  }
  const vocabulary = new Map<string, number>()
  const ids = parsed as Record<string, unknown>
  for (const token in ids) {
    const id = ids[token]
    if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 0) {
      throw refuse(`the id of '${token}' is ${JSON.stringify(id)}`)
    }
    vocabulary.set(token, id)
  }
  return vocabulary
}

/** The id of a token that the model cannot do without. */
export function requireToken(
  vocabulary: ReadonlyMap<string, number>,
  token: string,
  { folder }: VocabularyFiles,
): number {
  const id = vocabulary.get(token)
  if (id === undefined) throw invalidFile('vocab.json', folder, `it has no token '${token}'`)
  return id
}

/**
 * The rank of each pair, keyed by its line `"left right"`: the symbols of the byte alphabet never hold a space. Throws
 * `file-invalid` for a line that is not a pair, or that makes a token which is not in the vocabulary, for then the two
 * files do not belong together.
 */
export function parseMerges(
  { merges, folder }: VocabularyFiles,
  vocabulary: ReadonlyMap<string, number>,
): Map<string, number> {
  const ranks = new Map<string, number>()
  const lines = merges.split(/\r?\n/)
  for (const [index, line] of lines.entries()) {
    if (line === '' || (index === 0 && line.startsWith('#version'))) continue
    const space = line.indexOf(' ')
    const left = line.slice(0, space)
    const right = line.slice(space + 1)
    if (space < 1 || right === '' || right.includes(' ')) {
      throw invalidFile('merges.txt', folder, `line ${index + 1} is not a pair of symbols: '${line.slice(0, 80)}'`)
    }
    if (!vocabulary.has(left + right)) {
      throw invalidFile('merges.txt', folder, `line ${index + 1} makes '${left + right}', which vocab.json lacks`)
    }
    ranks.set(line, ranks.size)
  }
  if (ranks.size === 0) throw invalidFile('merges.txt', folder, 'it holds no pairs')
  return ranks
}

function invalidFile(file: string, folder: string | undefined, reason: string, cause?: unknown): EngineError {
  const place = folder === undefined ? 'the tokenizer' : `'${folder}'`
  return new EngineError(
    'file-invalid',
    `${file} of ${place} cannot be used: ${reason}.`,
    'Copy vocab.json and merges.txt again from the model that they belong to.',
    cause === undefined ? undefined : { cause },
  )
}
