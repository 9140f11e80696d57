import { describe, expect, it } from 'vitest'
import { samplers } from '../schedulers/samplers.ts'
import { joinSamplerName, splitSamplerName } from './samplerNames.ts'

describe('splitSamplerName', () => {
  it.each([
    ['DPM++ 2M Karras', { sampler: 'DPM++ 2M', scheduleType: 'Karras' }],
    ['DPM++ 2M SDE SGM Uniform', { sampler: 'DPM++ 2M SDE', scheduleType: 'SGM Uniform' }],
    ['DPM++ 2M', { sampler: 'DPM++ 2M', scheduleType: 'Uniform' }],
    ['Euler a', { sampler: 'Euler a' }],
    ['DDIM', { sampler: 'DDIM' }],
  ])('takes %s apart', (name, parts) => {
    expect(splitSamplerName(name)).toEqual(parts)
  })

  it('is reversed by joinSamplerName for every sampler', () => {
    const names = samplers.map(({ name }) => name)
    expect(names.map((name) => joinSamplerName(splitSamplerName(name)))).toEqual(names)
  })
})

describe('joinSamplerName', () => {
  it('takes what other programs write', () => {
    expect(joinSamplerName({ sampler: 'Euler', scheduleType: 'Automatic' })).toBe('Euler')
    expect(joinSamplerName({ sampler: 'DPM++ 2M Karras' })).toBe('DPM++ 2M Karras')
    expect(joinSamplerName({ sampler: 'DPM++ 2M Karras', scheduleType: 'karras' })).toBe('DPM++ 2M Karras')
  })

  it("knows that other programs choose Karras for 'DPM++ 2M' when nothing is said", () => {
    expect(joinSamplerName({ sampler: 'DPM++ 2M', scheduleType: 'Automatic' })).toBe('DPM++ 2M Karras')
    expect(joinSamplerName({ sampler: 'DPM++ 2M' })).toBe('DPM++ 2M')
  })
})
