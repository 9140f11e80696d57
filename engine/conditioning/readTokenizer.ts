import { dirname } from 'node:path'
import type { Checkpoint } from '../checkpoint/checkpoint.ts'
import { EngineError } from '../errors/engineError.ts'
import { readingFile } from '../files/readingFile.ts'
import { createClipTokenizer, type ClipTokenizer } from '../tokenizer/clipTokenizer.ts'

/**
 * The tokenizer of a text encoder, by its place among them.
 * @throws EngineError `file-missing` where the model has none.
 */
export async function readTokenizer({ path, tokenizers }: Checkpoint, index: number): Promise<ClipTokenizer> {
  const files = tokenizers[index]
  if (!files) {
    const remedy = 'Copy the tokenizer folder (vocab.json, merges.txt) of the model that it was trained from into it.'
    throw new EngineError('file-missing', `The model folder ${path} has no tokenizer.`, remedy)
  }
  const { vocabPath, mergesPath, padToken } = files
  const [vocab, merges] = await Promise.all([readText(vocabPath), readText(mergesPath)])
  return createClipTokenizer({ vocab, merges, folder: dirname(vocabPath) }, { padToken })
}

function readText(path: string): Promise<string> {
  return readingFile(path, (file) => file.readFile('utf8'))
}
