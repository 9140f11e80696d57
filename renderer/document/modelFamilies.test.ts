import { expect, it } from 'vitest'
import type { Hardware } from '../../engine/protocol/window/index.ts'
import { fitOf, modelFamilies } from './modelFamilies.ts'

const machine: Hardware = { processor: '', cores: 8, memoryBytes: 8e9, graphics: [], provider: 'cpu', candidates: [] }
const card = (memoryBytes?: number) => [{ name: 'card', ...(memoryBytes !== undefined && { memoryBytes }) }]

it.each([
  ['a processor with 8 GB', machine, ['fits', 'fits', 'slow']],
  ['a processor with 16 GB', { ...machine, memoryBytes: 16e9 }, ['fits', 'fits', 'fits']],
  ['a processor with 2 GB', { ...machine, memoryBytes: 2e9 }, ['slow', 'tooLarge', 'slow']],
  ['a card with 8 GB', { ...machine, provider: 'cuda', graphics: card(8e9) }, ['fits', 'tooLarge', 'tooLarge']],
  ['a card with 24 GB', { ...machine, provider: 'cuda', graphics: card(24e9) }, ['fits', 'fits', 'fits']],
  ['a card that does not say', { ...machine, provider: 'dml', graphics: card() }, ['unknown', 'unknown', 'unknown']],
  ['shared memory', { ...machine, provider: 'coreml', memoryBytes: 16e9 }, ['fits', 'fits', 'fits']],
])('on %s', (_, hardware, verdicts) => {
  expect(modelFamilies.map((family) => fitOf(family, hardware).verdict)).toEqual(verdicts)
})
