import { describe, expect, it } from 'vitest'
import { formatParameters, parseParameters } from './parametersText.ts'

const settings = new Map([
  ['Steps', '20'],
  ['Sampler', 'DPM++ 2M'],
  ['Schedule type', 'Karras'],
  ['CFG scale', '7'],
  ['Seed', '1'],
  ['Size', '512x768'],
])
const settingsLine = 'Steps: 20, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7, Seed: 1, Size: 512x768'

describe('formatParameters', () => {
  it('writes prompt, negative prompt and settings as other programs do', () => {
    const all = new Map([...settings, ['Lora hashes', 'kiki: 0123456789ab, bruno: ba9876543210'], ['Version', 'x 1.0']])
    expect(formatParameters({ prompt: 'a cat,\na dog', negativePrompt: 'blurry', settings: all })).toBe(
      `a cat,\na dog\nNegative prompt: blurry\n${settingsLine}, ` +
        'Lora hashes: "kiki: 0123456789ab, bruno: ba9876543210", Version: x 1.0',
    )
  })

  it('leaves out a negative prompt that is empty', () => {
    expect(formatParameters({ prompt: 'a cat', negativePrompt: '', settings })).toBe(`a cat\n${settingsLine}`)
  })

  const hostile = [
    '',
    ' ',
    '\n',
    'a cat\n',
    '  indented\n\n\nfar below  ',
    'Negative prompt: not one',
    'a cat\nNegative prompt: a dog\nNegative prompt: a fox',
    '  Negative prompt:',
    'talks of the Negative prompt: inside',
    settingsLine,
    `a cat\n${settingsLine}`,
    'Steps: 1, "Sampler": 2, Seed: {',
    '"quoted", \'single\', back\\slash \\n, \\"',
    'ein Bär, кот, 猫, قطة, 🐻‍❄️, \u2028, \u0301',
    'carriage\r\nreturn\rhere',
    'tab\there, nul\0there',
    'Exact prompts: "[\\"a\\",\\"b\\"]", A: 1, B: 2, C: 3',
    '(a cat:1.2) [dog] BREAK <lora:kiki:0.8>',
    '{"json": [1, 2]}',
  ]
  it.each(hostile.flatMap((prompt) => [[prompt, ''] as const, ['a cat', prompt] as const, [prompt, prompt] as const]))(
    'is reversed by parseParameters for %j and %j',
    (prompt, negativePrompt) => {
      expect(parseParameters(formatParameters({ prompt, negativePrompt, settings }))).toEqual({
        prompt,
        negativePrompt,
        settings,
      })
    },
  )

  it.each(hostile)('keeps the value %j of a setting', (value) => {
    const withValue = new Map([...settings, ['VAE', value], ['Last', 'end']])
    const text = formatParameters({ prompt: 'a cat', negativePrompt: '', settings: withValue })
    expect(text.split('\n')).toHaveLength(2)
    expect(parseParameters(text).settings).toEqual(withValue)
  })

  it('adds nothing of its own for harmless prompts', () => {
    const text = formatParameters({ prompt: 'ein Bär,\n\n"猫"', negativePrompt: 'hund\nkatze', settings })
    expect(parseParameters(text).settings).toEqual(settings)
    expect(text).not.toContain('Exact')
  })
})

describe('parseParameters', () => {
  it('reads what other programs write without quotation marks', () => {
    const text = [
      'masterpiece, 1girl',
      'Negative prompt: lowres,',
      'bad hands',
      'Steps: 28, Sampler: Euler a, CFG scale: 7.0, Seed: 123, Hashes: {"vae": "735e4c3a44", "lora:x": "ab, c"}, ' +
        'Civitai resources: [{"type":"checkpoint","modelVersionId":1},{"weight":0.5}], Clip skip: 2',
    ].join('\r\n')
    expect(parseParameters(text)).toEqual({
      prompt: 'masterpiece, 1girl',
      negativePrompt: 'lowres,\nbad hands',
      settings: new Map([
        ['Steps', '28'],
        ['Sampler', 'Euler a'],
        ['CFG scale', '7.0'],
        ['Seed', '123'],
        ['Hashes', '{"vae": "735e4c3a44", "lora:x": "ab, c"}'],
        ['Civitai resources', '[{"type":"checkpoint","modelVersionId":1},{"weight":0.5}]'],
        ['Clip skip', '2'],
      ]),
    })
  })

  it('takes a last line with fewer than three settings for a prompt', () => {
    const text = 'a sign that reads: hello, Size: big'
    expect(parseParameters(text)).toEqual({ prompt: text, negativePrompt: '', settings: new Map() })
  })

  it('passes over what is no setting', () => {
    const { settings: read } = parseParameters('a\nSteps: 1, stray, Seed: 2, VAE: "torn, CFG scale: 3, : , Size: ')
    expect([...read]).toEqual([
      ['Steps', '1'],
      ['Seed', '2'],
      ['VAE', '"torn'],
      ['CFG scale', '3'],
      ['Size', ''],
    ])
  })

  it.each([',', ' ', 'a', 'a:', 'a:{,', 'ab:"', 'ab:[,', 'a b/'])('takes no time over a megabyte of %j', (piece) => {
    const started = performance.now()
    parseParameters(`Steps: 1, Seed: 2, Size: 3, ${piece.repeat(1_000_000 / piece.length)}`)
    expect(performance.now() - started).toBeLessThan(20_000) // quadratic time would be many minutes
  })
})
