import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createClipTokenizer } from '../tokenizer/clipTokenizer.ts'
import type { PromptChunk } from './promptChunks.ts'
import { chunkPrompt, findTokenPositions } from './promptChunks.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const files = {
  vocab: read('../../models/starter/tokenizer/vocab.json'),
  merges: read('../../models/starter/tokenizer/merges.txt'),
}
const tokenizer = createClipTokenizer(files)
const { bosTokenId, eosTokenId } = tokenizer
const idsOf = (text: string) => tokenizer.encode(text).map(({ id }) => id)
const promptIds = ({ tokenIds, spans }: PromptChunk) => [...tokenIds].filter((_, position) => spans[position])
const repeat = (word: string, count: number) => Array<string>(count).fill(word).join(' ')

describe('chunkPrompt', () => {
  const fixture = JSON.parse(read('../testing/fixtures/tokenizer.json')) as {
    prompt: string
    ids: number[]
    unpadded: number[]
  }[]

  it.each(fixture.filter(({ prompt }) => !/[()[\]]/.test(prompt)))('has the reference ids of %j', (reference) => {
    const chunks = chunkPrompt(tokenizer, reference.prompt)
    if (reference.unpadded.length <= 77) expect(chunks).toHaveLength(1)
    expect([...chunks[0]!.tokenIds]).toEqual(reference.ids)
    expect(chunks.flatMap(promptIds)).toEqual(reference.unpadded.slice(1, -1))
  })

  it('has the ids of the reference for brackets, once they are escaped', () => {
    const bracketed = fixture.filter(({ prompt }) => /[()[\]]/.test(prompt))
    expect(bracketed.length).toBeGreaterThan(0)
    for (const { prompt, ids } of bracketed) {
      const [chunk] = chunkPrompt(tokenizer, prompt.replace(/[()[\]]/g, String.raw`\$&`))
      expect([...chunk!.tokenIds]).toEqual(ids)
    }
  })

  it('gives an empty prompt one chunk', () => {
    for (const prompt of ['', '  \n', '()']) {
      const [chunk, ...rest] = chunkPrompt(tokenizer, prompt)
      expect(rest).toEqual([])
      expect([...chunk!.tokenIds]).toEqual([bosTokenId, ...Array<number>(76).fill(eosTokenId)])
      expect([...chunk!.weights]).toEqual(Array(77).fill(1))
      expect(chunk!.spans).toEqual(Array(77).fill(null))
    }
  })

  it('pads behind the end token with the token of the model', () => {
    const [chunk] = chunkPrompt(createClipTokenizer(files, { padToken: '!' }), 'a cat')
    expect([...chunk!.tokenIds]).toEqual([bosTokenId, ...idsOf('a cat'), eosTokenId, ...Array<number>(73).fill(0)])
  })

  it('gives each token its weight and its place in the prompt', () => {
    const prompt = String.raw`a (red:1.5) [fox\)]`
    const [chunk] = chunkPrompt(tokenizer, prompt)
    const { weights, spans } = chunk!
    const count = promptIds(chunk!).length
    expect(spans.slice(1, count + 1).map((span) => prompt.slice(span!.start, span!.end))).toEqual([
      'a',
      'red',
      'fox',
      ')',
    ])
    const down = Math.fround(1 / 1.1)
    expect([...weights.slice(0, 7)]).toEqual([1, 1, 1.5, down, down, 1, 1])
  })

  it('fits 75 tokens into one chunk and begins another for the next', () => {
    expect(chunkPrompt(tokenizer, repeat('cat', 75))).toHaveLength(1)
    const chunks = chunkPrompt(tokenizer, repeat('cat', 76))
    expect(chunks.map((chunk) => promptIds(chunk).length)).toEqual([75, 1])
    expect(chunks[0]!.tokenIds[76]).toBe(eosTokenId)
    expect(chunks[1]!.tokenIds[0]).toBe(bosTokenId)
    expect(chunks[1]!.tokenIds[2]).toBe(eosTokenId)
    expect(chunks[1]!.spans[1]).toEqual({ start: 75 * 4, end: 75 * 4 + 3, startsWord: true })
    expect(chunks.map(({ afterBreak }) => afterBreak)).toEqual([false, false])
  })

  it.each([
    ['the comma is the 56th of 75: 19 tokens move', 55, [56, 24]],
    ['the comma is the 55th of 75: too far back', 54, [75, 5]],
    ['the comma is the last: nothing moves', 74, [75, 5]],
    ['the comma is the first that does not fit', 75, [75, 5]],
  ])('cuts behind a comma within the last 20 tokens: %s', (_, before, lengths) => {
    const prompt = `${repeat('cat', before)}, ${repeat('dog', 79 - before)}`
    const chunks = chunkPrompt(tokenizer, prompt)
    expect(chunks.map((chunk) => promptIds(chunk).length)).toEqual(lengths)
    expect(chunks.flatMap(promptIds)).toEqual(idsOf(prompt))
  })

  it('moves weights and places along with the tokens behind the comma', () => {
    const prompt = `${repeat('cat', 60)}, ${repeat('dog', 10)} (red:1.25) ${repeat('fox', 20)}`
    const [, second] = chunkPrompt(tokenizer, prompt)
    const red = prompt.indexOf('red')
    expect(second!.spans[11]).toEqual({ start: red, end: red + 3, startsWord: true })
    expect(second!.weights[11]).toBe(1.25)
    expect(second!.tokenIds[1]).toBe(idsOf('dog')[0])
  })

  it('begins a chunk at each BREAK, also behind an empty one', () => {
    const chunks = chunkPrompt(tokenizer, 'a cat BREAK BREAK (a dog BREAK:1.2) a fox')
    expect(chunks.map(promptIds)).toEqual([idsOf('a cat'), [], idsOf('a dog'), idsOf('a fox')])
    expect(chunks.map(({ afterBreak }) => afterBreak)).toEqual([false, true, true, true])
  })

  it('takes other lengths', () => {
    const chunks = chunkPrompt(tokenizer, 'a cat and a dog', 5)
    expect(chunks.map(({ tokenIds }) => tokenIds.length)).toEqual([5, 5])
    expect(chunks.flatMap(promptIds)).toEqual(idsOf('a cat and a dog'))
    expect(() => chunkPrompt(tokenizer, 'a', 2)).toThrow(/Bug/)
  })

  it('refuses a prompt that names an adapter', () => {
    expect(() => chunkPrompt(tokenizer, 'a cat <lora:kiki:1>')).toThrow(/<lora:kiki:1>/)
  })
})

describe('findTokenPositions', () => {
  const find = (prompt: string, words: string, chunkLength?: number) =>
    findTokenPositions(tokenizer, chunkPrompt(tokenizer, prompt, chunkLength), words)

  it('finds every occurrence, whatever the capitals and the white space', () => {
    expect(find('a red fox and a Red\n  FOX, fox', 'red  fox')).toEqual([
      [2, 3],
      [6, 7],
    ])
  })

  it('finds words across brackets, weights and escapes', () => {
    expect(find('a (red:1.2) [fox]', 'red fox')).toEqual([[2, 3]])
    const plain = find('fox (red) cat', 'fox (red)')
    expect(plain).toEqual([[1, 2]])
    expect(find(String.raw`fox \(red\) cat`, 'fox (red)')).toEqual([[1, 2, 3, 4]])
    expect(find(String.raw`fox \(red\) cat`, String.raw`fox \(red\)`)).toEqual([[1, 2, 3, 4]])
  })

  it('gives all tokens of a word that has several', () => {
    const tokens = idsOf('kiki').length
    expect(tokens).toBeGreaterThan(1)
    expect(find('a kiki cat', 'Kiki')).toEqual([Array.from({ length: tokens }, (_, index) => 2 + index)])
  })

  it('finds whole words only', () => {
    const lastOf = (word: string) => tokenizer.encode(word).at(-1)!.id
    expect(lastOf('kiki')).toBe(lastOf('i')) // the same token, but not the same word
    expect(find('a kiki cat', 'i')).toEqual([])
    expect(find('a kiki cat, i', 'i')).toHaveLength(1)
    expect(find('foxes, foxy foxglove', 'fox')).toEqual([])
    expect(find("the fox's tail, fox-like", 'fox')).toHaveLength(2)
  })

  it('does not count an occurrence twice', () => {
    expect(find('cat cat cat cat cat', 'cat cat')).toEqual([
      [1, 2],
      [3, 4],
    ])
  })

  it('counts on through the chunks', () => {
    expect(find('a cat BREAK a cat', 'cat')).toEqual([[2], [79]])
    expect(find(`${repeat('dog', 74)} red fox`, 'red fox')).toEqual([[75, 78]])
    expect(find('dog red fox', 'red fox', 4)).toEqual([[2, 5]])
  })

  it('finds nothing across a BREAK, nor for words without tokens', () => {
    expect(find('red BREAK fox', 'red fox')).toEqual([])
    expect(find('red fox', ' ')).toEqual([])
    expect(find('', 'fox')).toEqual([])
  })

  it('does not take padding for words', () => {
    expect(find('a cat', '<|endoftext|>')).toEqual([])
    expect(find('a <|endoftext|> cat', '<|endoftext|>')).toEqual([[2]])
  })
})
