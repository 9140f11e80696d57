import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { EngineError } from '../errors/engineError.ts'
import { byteAlphabet } from './bytePairEncoder.ts'
import { createClipTokenizer } from './clipTokenizer.ts'
import { composableGroup } from './normalizedText.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const starter = {
  vocab: read('../../models/starter/tokenizer/vocab.json'),
  merges: read('../../models/starter/tokenizer/merges.txt'),
}
const tokenizer = createClipTokenizer(starter)
const idsOf = (text: string) => tokenizer.encode(text).map(({ id }) => id)
const slicesOf = (text: string) => tokenizer.encode(text).map(({ start, end }) => text.slice(start, end))

/** Made by transformers 5.17 with the starter model's tokenizer; spans only where the text is in form C. */
interface Reference {
  readonly text: string
  readonly ids: number[]
  readonly starts?: number[]
  readonly ends?: number[]
}

describe('the ids of the reference tokenizer', () => {
  it('are given for the prompts of the starter model', () => {
    const fixture = JSON.parse(read('../testing/fixtures/tokenizer.json')) as { prompt: string; unpadded: number[] }[]
    for (const { prompt, unpadded } of fixture) {
      expect([tokenizer.bosTokenId, ...idsOf(prompt), tokenizer.eosTokenId], prompt).toEqual(unpadded)
    }
  })

  const references = JSON.parse(read('./clipTokenizer.fixture.json')) as Reference[]

  it('are given for scripts, marks, emoji, control characters and special tokens', () => {
    expect(references.length).toBeGreaterThan(300)
    for (const { text, ids } of references) expect(idsOf(text), JSON.stringify(text)).toEqual(ids)
  })

  it('come with the same spans', () => {
    for (const { text, starts, ends } of references) {
      if (!starts) continue
      const spans = tokenizer.encode(text)
      expect({ starts: spans.map(({ start }) => start), ends: spans.map(({ end }) => end) }, text).toEqual({
        starts,
        ends,
      })
    }
  })
})

describe('spans', () => {
  it('cut the text into its tokens', () => {
    expect(slicesOf('A cat,  in 3D!')).toEqual(['A', 'cat', ',', 'in', '3', 'D', '!'])
  })

  it('say where words start', () => {
    const starts = tokenizer.encode("kiki's 42 foxes!?").filter(({ startsWord }) => startsWord)
    expect(starts.map(({ start }) => start)).toEqual([0, 4, 7, 8, 10, 15])
  })

  it('cover the whole of a character that is composed of several', () => {
    const text = 'x nai\u0308ve'
    expect(new Set(tokenizer.encode(text).map(({ start, end }) => `${start}-${end}`))).toContain('4-6')
    expect(idsOf(text)).toEqual(idsOf(text.normalize('NFC')))
  })

  it('count from the start of the text behind a special token', () => {
    expect(tokenizer.encode('a<|endoftext|> cat')).toEqual([
      { id: idsOf('a')[0], start: 0, end: 1, startsWord: true },
      { id: tokenizer.eosTokenId, start: 1, end: 14, startsWord: true },
      { id: idsOf('cat')[0], start: 15, end: 18, startsWord: true },
    ])
  })

  it('never run backwards or outside the text', () => {
    const text = 'İ 👨‍👩‍👧 e\u0327\u0301 한 \u1112\u1161\u11ab ΑΣ ﬁ <|startoftext|>\ud800 end'
    let previous = 0
    const spans = tokenizer.encode(text)
    for (const { start, end } of spans) {
      expect(start).toBeGreaterThanOrEqual(previous)
      expect(end).toBeGreaterThan(start)
      previous = start
    }
    expect(spans.at(-1)?.end).toBe(text.length)
  })
})

it('reads a lone surrogate as the replacement character', () => {
  expect(tokenizer.encode('\ud800a \udc00')).toEqual(tokenizer.encode('\ufffda \ufffd'))
})

it('never composes characters of two groups, so that groups can be composed one by one', () => {
  for (let code = 0; code <= 0x1ffff; code++) {
    const character = String.fromCodePoint(code)
    const decomposed = character.normalize('NFD')
    if (decomposed === character || decomposed.normalize('NFC') !== character) continue
    expect(decomposed.match(composableGroup), code.toString(16)).toHaveLength(1)
  }
})

it('has 256 different characters in its byte alphabet, all of them in the vocabulary', () => {
  const vocabulary = JSON.parse(starter.vocab) as Record<string, number>
  expect(new Set(byteAlphabet).size).toBe(256)
  for (const character of byteAlphabet) {
    expect(vocabulary[character]).toBeTypeOf('number')
    expect(vocabulary[`${character}</w>`]).toBeTypeOf('number')
  }
})

it('pads with the end token unless told otherwise, and keeps "!" a word', () => {
  expect(tokenizer.padTokenId).toBe(tokenizer.eosTokenId)
  const other = createClipTokenizer(starter, { padToken: '!' })
  expect(other.padTokenId).toBe(0)
  expect(other.encode('hi!')).toEqual(tokenizer.encode('hi!'))
  expect(other.vocabularySize).toBe(2048)
  expect(() => createClipTokenizer(starter, { padToken: '<pad>' })).toThrow(/no token '<pad>'/)
})

describe('a small vocabulary', () => {
  const vocab = { a: 0, b: 1, 'a</w>': 2, 'b</w>': 3, ab: 4, 'ab</w>': 5, 'aab</w>': 6, aa: 7 }
  const files = (changes: { vocab?: unknown; merges?: string }) => ({
    vocab: JSON.stringify(changes.vocab ?? { ...vocab, '<|startoftext|>': 8, '<|endoftext|>': 9 }),
    merges: changes.merges ?? '#version: 0.2\na b</w>\na a\na ab</w>\n',
    folder: 'models/mine/tokenizer',
  })
  const encode = (text: string) =>
    createClipTokenizer(files({}))
      .encode(text)
      .map(({ id }) => id)

  it('joins the pair of the lowest rank first, the leftmost of equals', () => {
    expect(encode('ab')).toEqual([5])
    expect(encode('aab')).toEqual([6]) // not aa + b</w>
    expect(encode('aaab')).toEqual([7, 5])
    expect(encode('aaa')).toEqual([7, 2])
  })

  it('spells what it lacks with the unknown token, one for each byte', () => {
    expect(encode('axb é')).toEqual([0, 9, 3, 9, 9])
  })

  it('may have Windows line ends and no version line', () => {
    const merges = 'a b</w>\r\na a\r\na ab</w>\r\n'
    expect(createClipTokenizer(files({ merges })).encode('aab')).toEqual([
      { id: 6, start: 0, end: 3, startsWord: true },
    ])
  })

  const special = { '<|startoftext|>': 8, '<|endoftext|>': 9 }
  it.each<[string, { vocab: string; merges: string }, RegExp]>([
    ['vocab is not JSON', { ...files({}), vocab: '{"a": 0,' }, /vocab\.json of 'models\/mine\/tokenizer'.*not JSON/],
    ['vocab is a list', files({ vocab: ['a'] }), /not an object/],
    ['vocab is null', { ...files({}), vocab: 'null' }, /not an object/],
    ['an id is a text', files({ vocab: { ...special, a: '1' } }), /the id of 'a' is "1"/],
    ['an id is negative', files({ vocab: { ...special, a: -1 } }), /the id of 'a' is -1/],
    ['an id is a fraction', files({ vocab: { ...special, a: 0.5 } }), /the id of 'a' is 0\.5/],
    ['the start token is missing', files({ vocab: { ...vocab, '<|endoftext|>': 9 } }), /no token '<\|startoftext\|>'/],
    ['the end token is missing', files({ vocab: { ...vocab, '<|startoftext|>': 8 } }), /no token '<\|endoftext\|>'/],
    ['a line has one symbol', files({ merges: '#version: 0.2\na b</w>\nab\n' }), /merges\.txt.*line 3 .*'ab'/],
    ['a line has three symbols', files({ merges: 'a b</w>\na b a\n' }), /line 2 .*'a b a'/],
    ['a merge is not in the vocabulary', files({ merges: 'a b</w>\nb a\n' }), /line 2 makes 'ba'/],
    ['merges are empty', files({ merges: '#version: 0.2\n' }), /no pairs/],
    ['merges are another file', files({ merges: '<!DOCTYPE html>\n<html>\n' }), /line 1 makes '<!DOCTYPEhtml>'/],
  ])('is refused where %s', (_, broken, message) => {
    let thrown: unknown
    try {
      createClipTokenizer(broken)
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(EngineError)
    expect(thrown).toMatchObject({ code: 'file-invalid', message: expect.stringMatching(message) as string })
  })
})

describe('with as many tokens as a real model', () => {
  /** All two-letter pairs of the alphabet, then triples, as merges: 49408 tokens. */
  const symbols = [...byteAlphabet, ...byteAlphabet.map((character) => `${character}</w>`)]
  const merges: string[] = []
  const letters = [...'etaoinshrdlucmfwypvbgkjqxz']
  const pairs = letters.flatMap((left) => letters.map((right) => [left, right] as const))
  for (const [left, right] of pairs) merges.push(`${left} ${right}`, `${left} ${right}</w>`)
  for (const [left, right] of pairs) {
    for (const third of letters) merges.push(`${left + right} ${third}`, `${left + right} ${third}</w>`)
  }
  for (const [left, right] of pairs) {
    for (const [third, fourth] of pairs) merges.push(`${left + right} ${third + fourth}</w>`)
  }
  merges.length = 48_894
  symbols.push(...merges.map((line) => line.replace(' ', '')), '<|startoftext|>', '<|endoftext|>')
  const files = {
    vocab: JSON.stringify(Object.fromEntries(symbols.map((symbol, id) => [symbol, id]))),
    merges: `#version: 0.2\n${merges.join('\n')}\n`,
  }
  const fastest = (runs: number, measured: () => unknown) => {
    let shortest = Infinity
    for (let run = 0; run < runs; run++) {
      const started = performance.now()
      measured()
      shortest = Math.min(shortest, performance.now() - started)
    }
    return shortest
  }

  it('loads in less than 150 ms and encodes 200 words in less than 5 ms', { retry: 3 }, () => {
    const large = createClipTokenizer(files)
    expect(large.vocabularySize).toBe(49_408)
    const words = ['extraordinary', 'photograph', 'of', 'an', 'otter', 'juggling', 'seashells', 'beside', 'water,']
    const prompt = (run: number) => Array.from({ length: 200 }, (_, word) => `${words[word % 9]}x${run}`).join(' ')
    let run = 0
    expect(fastest(5, () => createClipTokenizer(files))).toBeLessThan(150)
    expect(fastest(5, () => large.encode(prompt(run++)))).toBeLessThan(5)
  })

  it('encodes a word of ten thousand letters without hanging', () => {
    const large = createClipTokenizer(files)
    expect(fastest(1, () => large.encode('qwertyuiop'.repeat(1000)))).toBeLessThan(2000)
  })
})
