import { describe, expect, it } from 'vitest'
import { readFixture } from '../testing/readFixture.ts'
import { createTorchGenerator } from './torchRandom.ts'

const references = [
  { file: 'starter_images.safetensors', name: 'initial_latents', seed: 21 },
  { file: 'starter_loras.safetensors', name: 'initial_latents', seed: 22 },
  { file: 'starter_parts.safetensors', name: 'unet.latents', seed: 1 },
  { file: 'starter_parts.safetensors', name: 'vae.latents', seed: 2 },
  { file: 'starter_parts.safetensors', name: 'unet.latents_wide', seed: 4 },
]

describe('createTorchGenerator', () => {
  it.each(references)('draws $name of $file from seed $seed, bit for bit', ({ file, name, seed }) => {
    const reference = readFixture(file).float32(name)
    expect(createTorchGenerator(seed).normal(reference.length)).toEqual(reference)
  })

  it('draws the first latents of the schedulers, and each of their injected noises, bit for bit', () => {
    const fixture = readFixture('schedulers.safetensors')
    const first = fixture.float32('ddim.4.trajectory').subarray(0, 64)
    expect(createTorchGenerator(31).normal(64)).toEqual(first)

    const noises = fixture.names.filter((name) => name.endsWith('.noises'))
    expect(noises).toHaveLength(15)
    for (const name of noises) {
      const stored = fixture.float32(name)
      for (let i = 0; i * 64 < stored.length; i++) {
        expect(createTorchGenerator(1000 + i).normal(64)).toEqual(stored.subarray(i * 64, (i + 1) * 64))
      }
    }
  })

  // One PyTorch generator with seed 7 drew 3, 20, 2, 16 and 15 elements, in this order.
  it('fills small tensors one by one, keeps the second sample of a pair, and redraws the last partial block', () => {
    const generator = createTorchGenerator(7)
    expect([...generator.normal(3)]).toEqual([-0.1467950940132141, 0.7861412763595581, 0.9468216300010681])
    const twenty = generator.normal(20)
    expect([...twenty.subarray(0, 5)]).toEqual([
      -0.17643792927265167, 1.7501723766326904, 1.9300168752670288, 0.9861118197441101, -1.3032166957855225,
    ])
    expect([...twenty.subarray(15)]).toEqual([
      1.4058529138565063, -1.4012508392333984, 1.2973358631134033, 1.6409332752227783, -1.056684136390686,
    ])
    expect([...generator.normal(2)]).toEqual([-1.1143440008163452, -0.4578188955783844])
    expect([...generator.normal(16).subarray(13)]).toEqual([
      -0.38218432664871216, -0.3552660346031189, 0.7541925311088562,
    ])
    expect([...generator.normal(15).subarray(12)]).toEqual([
      0.9062281847000122, 0.10724145919084549, 0.6125165820121765,
    ])
  })

  it('seeds with the low 32 bits, as PyTorch does, so that a negative seed wraps around', () => {
    expect(createTorchGenerator(2 ** 40 + 7).normal(40)).toEqual(createTorchGenerator(7).normal(40))
    expect([...createTorchGenerator(-3n).normal(2)]).toEqual([0.5177019238471985, -0.003518524579703808])
    expect(() => createTorchGenerator(0.5)).toThrow('not a whole number')
  })
})
