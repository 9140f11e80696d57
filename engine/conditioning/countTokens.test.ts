import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createClipTokenizer } from '../tokenizer/clipTokenizer.ts'
import { countTokens } from './countTokens.ts'

const read = (name: string) => readFileSync(new URL(`../../models/starter/tokenizer/${name}`, import.meta.url), 'utf8')
const tokenizer = createClipTokenizer({ vocab: read('vocab.json'), merges: read('merges.txt') })
const cats = (count: number) => Array(count).fill('cat').join(' ')

it.each([
  ['', 0, 1],
  [cats(75), 75, 1],
  [cats(76), 76, 2],
  [`(${cats(10)}:1.2), [${cats(5)}]`, 16, 1],
  ['cat BREAK cat', 2, 2],
])(
  'counts what the text encoder reads of %j, without weights, brackets and its own tokens',
  (prompt, tokens, chunks) => {
    expect(countTokens(tokenizer, prompt, 77)).toEqual({ tokens, room: 75, chunks })
  },
)
