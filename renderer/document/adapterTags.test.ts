import { describe, expect, it } from 'vitest'
import { findAdapterTags, withoutTag } from './adapterTags.ts'

const facts = { name: 'Kiki', weight: 1, textEncoderWeight: undefined }

describe('tags of adapters', () => {
  it.each([
    ['<lora:Kiki>', facts],
    ['<lora:Kiki:0.8>', { ...facts, weight: 0.8 }],
    ['<LORA: Kiki :-1>', { ...facts, weight: -1 }],
    ['<lyco:Kiki:0.5:0.9>', { ...facts, weight: 0.9, textEncoderWeight: 0.5 }],
    ['<lora:Kiki:te=0.2:unet=0.6>', { ...facts, weight: 0.6, textEncoderWeight: 0.2 }],
    ['<lora:Kiki:much>', facts],
    ['<lora:Kiki:0.7:lbw=MIDD>', { ...facts, weight: 0.7 }],
  ])('%s is read', (text, read) => {
    expect(findAdapterTags(`a cat, ${text}`)).toEqual([{ text, ...read }])
  })

  it('are not what has no name or no end', () => {
    expect(findAdapterTags('<lora:> <lora:kiki a < b > <hypernet:x:1>')).toEqual([])
  })

  it.each([
    ['a cat, <lora:k:1>, red', 'a cat, red'],
    ['<lora:k:1> a cat', 'a cat'],
    ['a cat <lora:k:1>', 'a cat'],
    ['a cat', 'a cat'],
  ])('leave "%s" as "%s"', (words, left) => {
    expect(withoutTag(words, { text: '<lora:k:1>' })).toBe(left)
  })
})
