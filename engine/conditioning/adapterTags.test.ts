import { describe, expect, it } from 'vitest'
import { EngineError } from '../errors/engineError.ts'
import { findAdapterTags } from './adapterTags.ts'

describe('findAdapterTags', () => {
  it.each<[string, string, number, number, Record<string, string>]>([
    ['<lora:kiki>', 'kiki', 1, 1, {}],
    ['<lora:kiki:0.8>', 'kiki', 0.8, 0.8, {}],
    ['<lora:kiki:0.8:0.5>', 'kiki', 0.8, 0.5, {}],
    ['<lora:kiki:-0.5>', 'kiki', -0.5, -0.5, {}],
    ['<lora:kiki:unet=0.3>', 'kiki', 1, 0.3, {}],
    ['<lora:kiki:te=0.3>', 'kiki', 0.3, 0.3, {}],
    ['<lora:kiki:0.8:te=0:unet=2>', 'kiki', 0, 2, {}],
    [
      '<lora:my style v1.5 (final): .7 :lbw=INS:start=4>',
      'my style v1.5 (final)',
      0.7,
      0.7,
      { lbw: 'INS', start: '4' },
    ],
    ['<lyco:kiki:1:0.5:dyn=32>', 'kiki', 1, 0.5, { dyn: '32' }],
    ['<LoRA:kiki:1>', 'kiki', 1, 1, {}],
  ])('reads %s', (tag, name, textEncoderStrength, unetStrength, settings) => {
    const prompt = `a cat ${tag}, a dog`
    expect(findAdapterTags(prompt)).toEqual([
      { name, textEncoderStrength, unetStrength, settings, start: 6, end: 6 + tag.length },
    ])
  })

  it('finds every tag in order', () => {
    const tags = findAdapterTags('<lora:a:1> and <lora:b:0.5><lora:a:0.2>')
    expect(tags.map(({ name, start }) => [name, start])).toEqual([
      ['a', 0],
      ['b', 15],
      ['a', 27],
    ])
  })

  it('leaves other angle brackets alone', () => {
    expect(findAdapterTags('a <3 <hypernet:x:1> <lora> lora:x >')).toEqual([])
  })

  it.each([
    ['<lora:kiki:strong>', /'<lora:kiki:strong>'.*strength 'strong'/],
    ['<lora:kiki:1:>', /strength ''/],
    ['<lora:kiki:te=Infinity>', /strength 'Infinity'/],
    ['<lora::0.8>', /names no LoRA/],
    ['<lora:>', /names no LoRA/],
    ['a cat <lora:kiki:0.8', /'<lora:kiki:0.8'.*not closed/],
  ])('refuses %s', (prompt, message) => {
    expect(() => findAdapterTags(prompt)).toThrow(EngineError)
    expect(() => findAdapterTags(prompt)).toThrow(message)
  })
})
