import { describe, expect, it } from 'vitest'
import { takeLoraTags } from './loraTags.ts'
import { parseParameters } from './parametersText.ts'
import { projectOfParameters, type NamedFile, type NamedFileSearch } from './projectOfParameters.ts'

/** A library of one model and one LoRA. */
function search(asked: NamedFile[] = []): NamedFileSearch {
  return {
    model: (file) => {
      asked.push(file)
      return Promise.resolve(
        file.name === 'dreamy' ? { path: '/models/dreamy.safetensors', name: 'Dreamy' } : undefined,
      )
    },
    adapter: (file) => {
      asked.push(file)
      return Promise.resolve(file.name === 'ink' ? { path: '/loras/ink.safetensors', name: 'Ink Wash' } : undefined)
    },
    otherModel: { path: '/models/starter', name: 'Polyptych Starter' },
  }
}

describe('takeLoraTags', () => {
  it.each([
    ['a cat, <lora:ink:0.8>, soft light', 'a cat, soft light', { weight: 0.8, textEncoderWeight: 0.8 }],
    ['<lora:ink>', '', { weight: 1, textEncoderWeight: 1 }],
    ['<lora:ink:0.5:1.2> a cat', 'a cat', { weight: 1.2, textEncoderWeight: 0.5 }],
    ['a cat <lora:ink:te=0.2:unet=0.9>', 'a cat', { weight: 0.9, textEncoderWeight: 0.2 }],
    ['a cat\n<lora:ink:-1>,\na dog', 'a cat,\na dog', { weight: -1, textEncoderWeight: -1 }],
    ['<lyco:ink:.7:lbw=MIDD>', '', { weight: 0.7, unknown: ['lbw=MIDD'] }],
  ])('takes the tag out of %j', (prompt, rest, tag) => {
    const taken = takeLoraTags(prompt)
    expect(taken.prompt.replace(/\s+/g, ' ')).toBe(rest.replace(/\s+/g, ' '))
    expect(taken.tags).toEqual([expect.objectContaining({ name: 'ink', ...tag })])
  })

  it('leaves a prompt without tags as it is', () => {
    expect(takeLoraTags('  a cat ,, <b> ').prompt).toBe('  a cat ,, <b> ')
  })
})

describe('projectOfParameters', () => {
  it("reads what A1111's web UI writes", async () => {
    const asked: NamedFile[] = []
    const text = [
      'a cat in ink, <lora:ink:0.8>, <lora:gone:1>',
      'Negative prompt: blurry, low quality',
      'Steps: 28, Sampler: DPM++ 2M, Schedule type: Automatic, CFG scale: 6.5, Seed: 1234, Size: 512x770, ' +
        'Model hash: 6ce0161689, Model: dreamy, Clip skip: 2, RNG: CPU, Hires upscale: 2, ' +
        'Lora hashes: "ink: AABBCCDDEEFF, gone: 001122334455", Version: v1.10.1',
    ].join('\n')
    const { project, remarks } = await projectOfParameters(parseParameters(text), search(asked))
    expect(project).toMatchObject({
      prompt: 'a cat in ink',
      negativePrompt: 'blurry, low quality',
      sampler: 'DPM++ 2M Karras',
      steps: 28,
      guidance: 6.5,
      clipSkip: 2,
      seeds: { first: 1234, count: 1 },
      noise: 'torch-cpu',
      canvas: { width: 512, height: 768 },
      model: { path: '/models/dreamy.safetensors', name: 'Dreamy' },
      method: { name: 'merge' },
      concepts: [{ name: 'Ink Wash', adapters: [{ file: { path: '/loras/ink.safetensors' }, weight: 0.8 }] }],
    })
    expect(asked).toEqual([
      { name: 'ink', hash: 'aabbccddeeff' },
      { name: 'gone', hash: '001122334455' },
      { name: 'dreamy', hash: '6ce0161689' },
    ])
    expect(remarks).toEqual([
      "The LoRA 'gone' is not in the library.",
      'The size 512 x 770 is not possible; it is 512 x 768 now.',
      'The picture was enlarged in a second pass (hires fix), which is left out.',
    ])
  })

  it.each([
    ['Sampler: DPM++ 2M Karras', 'DPM++ 2M Karras'],
    ['Sampler: DPM++ 2M', 'DPM++ 2M'],
    ['Sampler: Euler a, Schedule type: Automatic', 'Euler a'],
    ['Sampler: Euler, Schedule type: SGM Uniform', 'Euler SGM Uniform'],
    ['Sampler: DPM++ 2M SDE, Schedule type: Exponential', 'DPM++ 2M SDE Exponential'],
    ['Sampler: dpmpp_2m_sde_gpu, Scheduler: karras', 'DPM++ 2M SDE Karras'],
    ['Sampler: euler_ancestral, Scheduler: normal', 'Euler a'],
    ['Sampler: UniPC, Schedule type: Turbo', 'UniPC'],
    ['Sampler: Restart', 'DPM++ 2M Karras'],
  ])('reads %s as %s', async (settings, sampler) => {
    const { project } = await projectOfParameters(parseParameters(`a cat\nSteps: 1, Seed: 2, ${settings}`), search())
    expect(project.sampler).toBe(sampler)
  })

  it('reads what Fooocus and Civitai write', async () => {
    const asked: NamedFile[] = []
    const text =
      'a cat <lora:ink:1>\nSteps: 30, Sampler: dpmpp_2m_sde_gpu, Scheduler: karras, Guidance Scale: 4, Seed: 7, ' +
      'Resolution: "(896, 1152)", Base Model: dreamy.safetensors, Hashes: {"model": "6ce0161689", "lora:ink": "0123456789"}'
    const { project, remarks } = await projectOfParameters(parseParameters(text), search(asked))
    expect(project).toMatchObject({ guidance: 4, canvas: { width: 896, height: 1152 }, noise: 'nvidia-philox' })
    expect(asked[0]).toEqual({ name: 'ink', hash: '0123456789' })
    expect(remarks).toEqual([])
  })

  it('makes something of text that is only a prompt, and of numbers that cannot be', async () => {
    const only = await projectOfParameters(parseParameters('a cat'), search())
    expect(only.project).toMatchObject({ prompt: 'a cat', canvas: { width: 512, height: 512 } })
    const wrong = await projectOfParameters(
      parseParameters('a cat\nSteps: 0, Seed: -1, CFG scale: many, Size: 1x99999, Model: lost'),
      search(),
    )
    expect(wrong.project).toMatchObject({
      steps: 20,
      seeds: { first: 0 },
      guidance: 7,
      canvas: { width: 8, height: 8192 },
    })
    expect(wrong.remarks).toContain(
      "The model 'lost' is not in the library; 'Polyptych Starter' is used, which gives another picture.",
    )
    expect(wrong.remarks).toHaveLength(5)
  })
})
