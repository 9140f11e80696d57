import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { PlanExecutor } from '../composition/planExecutor.ts'
import { openSafetensors } from '../safetensors/safetensorsFile.ts'
import { createRuntime } from '../runtime/runtime.ts'
import { oneCore } from '../testing/oneCore.ts'
import { fixturePath } from '../testing/fixtureFiles.ts'
import { requireNumbers } from './brokenNumbers.ts'
import { openModel } from './openModel.ts'

const runtime = await createRuntime(oneCore)
const plan = { rows: [], combine: [] }
const point = { latents: new Float32Array(2), timestep: 1, stepIndex: 0 }
const broken: PlanExecutor = {
  execute: async () => ({
    latents: point.latents,
    prediction: { noise: Float32Array.of(1, Number.NaN), rows: [], weights: [], milliseconds: 0 },
    losses: [],
  }),
  start: async (_, latents) => latents,
}

it('names the tensor of the model that is not a number', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'polyptych-'))
  try {
    await cp(fixturePath('tiny-sd1'), folder, { recursive: true })
    const path = join(folder, 'unet', 'diffusion_pytorch_model.safetensors')
    const { offset } = (await openSafetensors(path)).tensors.get('mid_block.resnets.0.conv1.weight')!
    const bytes = await readFile(path)
    bytes.writeUInt16LE(0x7e00, offset + 10) // a float16 NaN
    await writeFile(path, bytes)
    const executor = requireNumbers(broken, await openModel(folder, runtime))
    const message = expect.stringContaining('mid_block.resnets.0.conv1.weight')
    await expect(executor.execute(plan, point)).rejects.toMatchObject({ code: 'file-invalid', message })
  } finally {
    await rm(folder, { recursive: true })
  }
})

it('blames the settings where the model is sound', async () => {
  const executor = requireNumbers(broken, await openModel(fixturePath('tiny-sd1'), runtime))
  await expect(executor.execute(plan, point)).rejects.toMatchObject({ code: 'render-failed' })
})
