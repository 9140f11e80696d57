import { expect, it } from 'vitest'
import { starterPath } from '../testing/fixtureFiles.ts'
import { readAdapter } from './adapterFile.ts'
import { loadFactors } from './factors.ts'
import { layerStrength } from './layerStrength.ts'

it('is the norm of the product that it never computes', async () => {
  const adapter = await readAdapter(starterPath('loras/kiki.safetensors'))
  for (const layer of [
    adapter.layers[0]!,
    adapter.layers.find(({ kind }) => kind === 'convolution') ?? adapter.layers[9]!,
  ]) {
    const { down, up } = await loadFactors(adapter, layer)
    const { rank, scale } = layer
    const columns = down.length / rank
    let squares = 0
    for (let row = 0; row < up.length / rank; row++) {
      for (let column = 0; column < columns; column++) {
        let value = 0
        for (let k = 0; k < rank; k++) value += up[row * rank + k]! * down[k * columns + column]!
        squares += (scale * value) ** 2
      }
    }
    expect(await layerStrength(adapter, layer)).toBeCloseTo(Math.sqrt(squares), 8)
  }
})
