import { expect, it } from 'vitest'
import type { Compatibility } from '../../engine/protocol/window/index.ts'
import { uselessness } from './adapterUse.ts'

const error = { code: 'adapter-mismatch', message: 'No.', remedy: '' } as const
const applies = (applied: number): Compatibility => ({ type: 'applies', id: 'a', applied, layers: 4, skipped: [] })

it('is said of what cannot be read, and of what the model takes nothing of', () => {
  expect(uselessness(error, undefined)).toBe('broken')
  expect(uselessness(undefined, { type: 'refused', id: 'a', error })).toBe('refused')
  expect(uselessness(undefined, applies(0))).toBe('refused')
})

it('is not said of what is applied in part, or is not known yet', () => {
  expect([uselessness(undefined, applies(3)), uselessness(undefined, undefined)]).toEqual([undefined, undefined])
})
