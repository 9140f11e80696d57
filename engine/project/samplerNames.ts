/** What other programs call the spacing of sigmas, which they write apart from the sampler. */
const scheduleTypes = [
  'Karras',
  'Exponential',
  'Polyexponential',
  'SGM Uniform',
  'DDIM Uniform',
  'KL Optimal',
  'Simple',
  'Beta',
] as const

export interface SamplerAndSchedule {
  readonly sampler: string
  readonly scheduleType?: string
}

/**
 * 'DPM++ 2M Karras' as 'DPM++ 2M' and 'Karras'. The DPM++ samplers get 'Uniform' where they have no other, because
 * other programs choose Karras for them when nothing is said.
 */
export function splitSamplerName(name: string): SamplerAndSchedule {
  const scheduleType = scheduleTypes.find((type) => name.endsWith(` ${type}`))
  if (scheduleType !== undefined) return { sampler: name.slice(0, -scheduleType.length - 1), scheduleType }
  return name.startsWith('DPM++') ? { sampler: name, scheduleType: 'Uniform' } : { sampler: name }
}

/**
 * Reverses `splitSamplerName`; also takes what other programs write: with 'Automatic' the DPM++ samplers go by Karras,
 * and without a type the name is whole.
 */
export function joinSamplerName({ sampler, scheduleType = '' }: SamplerAndSchedule): string {
  const wanted = scheduleType === 'Automatic' && sampler.startsWith('DPM++') ? 'Karras' : scheduleType
  const type = scheduleTypes.find((known) => known.toLowerCase() === wanted.toLowerCase())
  return type === undefined || sampler.endsWith(` ${type}`) ? sampler : `${sampler} ${type}`
}
