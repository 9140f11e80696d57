import { describe, expect, it } from 'vitest'
import { EngineError } from '../errors/engineError.ts'
import { parsePrompt } from './promptSyntax.ts'

/** Each part as `[text, weight]`, weights to nine digits, and BREAK as itself. */
const parts = (prompt: string) =>
  parsePrompt(prompt).map((part) => (part.type === 'break' ? 'BREAK' : [part.text, Number(part.weight.toPrecision(9))]))
const down = Number((1 / 1.1).toPrecision(9))

describe('parsePrompt', () => {
  it.each<[string, string, unknown[]]>([
    ['plain text weighs 1', 'a cat, a dog', [['a cat, a dog', 1]]],
    ['an empty prompt has no parts', '', []],
    ['empty brackets have no parts', '()[](:1.2)', []],
    [
      'round brackets multiply by 1.1',
      'a (red) cat',
      [
        ['a ', 1],
        ['red', 1.1],
        [' cat', 1],
      ],
    ],
    [
      'square brackets divide by 1.1',
      'a [red] cat',
      [
        ['a ', 1],
        ['red', down],
        [' cat', 1],
      ],
    ],
    ['a number takes the place of 1.1', '(red:1.35)', [['red', 1.35]]],
    [
      'numbers may be short, signed and spaced',
      '(a: .5 )(b:-1)(c:+2.)',
      [
        ['a', 0.5],
        ['b', -1],
        ['c', 2],
      ],
    ],
    [
      'nesting multiplies',
      '((a) b (c:1.5))',
      [
        ['a', 1.21],
        [' b ', 1.1],
        ['c', 1.65],
      ],
    ],
    [
      'square and round nest',
      '(x [y])',
      [
        ['x ', 1.1],
        ['y', 1],
      ],
    ],
    [
      'brackets may cross',
      '(a [b) c]',
      [
        ['a ', 1.1],
        ['b', 1],
        [' c', down],
      ],
    ],
    ['escaped brackets are text', String.raw`a \(b\) \[c\] \\ d`, [['a (b) [c] \\ d', 1]]],
    ['escapes work inside emphasis', String.raw`(miku \(vocaloid\):1.2)`, [['miku (vocaloid)', 1.2]]],
    ['other backslashes vanish', String.raw`a\b\ c` + '\\', [['ab c', 1]]],
    [
      'an unclosed bracket counts to the end',
      'a (b c',
      [
        ['a ', 1],
        ['b c', 1.1],
      ],
    ],
    [
      'unclosed brackets multiply',
      '((a [b',
      [
        ['a ', 1.21],
        ['b', 1.1],
      ],
    ],
    ['a closing bracket alone is text', 'a) b] c', [['a) b] c', 1]]],
    ['a weight without a bracket is text', 'a:1.2) b', [['a:1.2) b', 1]]],
    ['a weight inside square brackets only is text', '[a:1.2)]', [['a:1.2)', down]]],
    [
      'what is no number stays text',
      '(a:abc) (b:1.2.3) (c:.)',
      [
        ['a:abc', 1.1],
        [' ', 1],
        ['b:1.2.3', 1.1],
        [' ', 1],
        ['c:.', 1.1],
      ],
    ],
    [
      'a colon is text',
      'ratio 3:2, (a: b)',
      [
        ['ratio 3:2, ', 1],
        ['a: b', 1.1],
      ],
    ],
    [
      'neighbours of equal weight are joined',
      '(a)(b:1.1) c',
      [
        ['ab', 1.1],
        [' c', 1],
      ],
    ],
    ['a weight of 1 joins its neighbours', 'a (b:1) c', [['a b c', 1]]],
    ['BREAK parts', 'a BREAK b', [['a', 1], 'BREAK', ['b', 1]]],
    ['BREAK parts over lines', 'a\nBREAK\n\nb', [['a', 1], 'BREAK', ['b', 1]]],
    ['BREAK parts at the ends and twice', 'BREAK a BREAK BREAK', ['BREAK', ['a', 1], 'BREAK', 'BREAK']],
    ['BREAK is a word of its own', 'BREAKS xBREAK _BREAK éBREAK break', [['BREAKS xBREAK _BREAK éBREAK break', 1]]],
    ['BREAK needs no spaces beside signs', 'a,BREAK(b)', [['a,', 1], 'BREAK', ['b', 1.1]]],
    ['BREAK works between brackets', '(a BREAK b:1.3) c', [['a', 1.3], 'BREAK', ['b', 1.3], [' c', 1]]],
    ['other tags in angle brackets are text', '<b>x</b> <3', [['<b>x</b> <3', 1]]],
  ])('%s', (_, prompt, expected) => {
    expect(parts(prompt)).toEqual(expected)
  })

  it('keeps the place of every character', () => {
    const prompt = String.raw`a (big \(red\) fox:1.2)[x] BREAK  (b)(c) 🦊 ((d`
    for (const part of parsePrompt(prompt)) {
      if (part.type === 'break') continue
      expect(part.offsets).toHaveLength(part.text.length)
      expect(part.start).toBe(part.offsets[0])
      expect(part.offsets.map((offset) => prompt[offset]).join('')).toBe(part.text)
      expect(part.offsets).toEqual([...part.offsets].sort((left, right) => left - right))
    }
  })

  it('reads long hostile prompts quickly', () => {
    const started = performance.now()
    parsePrompt('(a[b'.repeat(200))
    parsePrompt(String.raw`\(`.repeat(20_000))
    parsePrompt(`${'BREAK '.repeat(5000)}${' '.repeat(20_000)}`)
    parsePrompt(':1.'.repeat(20_000))
    expect(performance.now() - started).toBeLessThan(20_000) // quadratic time would be many minutes
  })

  it('refuses a prompt that names an adapter', () => {
    let thrown: unknown
    try {
      parsePrompt('a cat <lora:kiki:0.8> in a meadow')
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(EngineError)
    expect(thrown).toMatchObject({
      code: 'setting-invalid',
      message: expect.stringContaining('<lora:kiki:0.8>') as string,
      remedy: expect.stringMatching(/'kiki'.*concept/) as string,
    })
  })

  it('refuses a weight that is not finite', () => {
    expect(() => parsePrompt(`${'('.repeat(2000)}deep`)).toThrow(/weight of 'deep'.*too large/)
  })
})
