import { expect, it } from 'vitest'
import { createPlainTexts } from './plainErrors.ts'
import { plainState } from './plainState.ts'

it('tells of the engine without folders: of what was tried, what ended it and why it does not start', () => {
  const plain = createPlainTexts(() => ['/opt/Poly "ptych"'])
  const state = plainState(
    {
      status: 'failed',
      hardware: {
        processor: 'Chip',
        cores: 4,
        memoryBytes: 8e9,
        graphics: [],
        provider: 'cpu',
        candidates: [{ provider: 'cuda', outcome: 'failed', detail: 'no /usr/lib/nvidia x/libcuda.so' }],
      },
      crash: { at: '2026-01-01', exit: 'spawn /opt/Poly "ptych"/runtime/node ENOENT', outOfMemory: false },
      error: {
        code: 'engine-gone',
        message: 'Cannot find module \'/opt/Poly "ptych"/engine.js\'',
        remedy: 'See /var/log/my engine.log.',
      },
    },
    plain,
  )
  expect(state).toMatchObject({
    hardware: { candidates: [{ detail: 'no libcuda.so' }] },
    crash: { exit: 'spawn node ENOENT' },
    error: { message: "Cannot find module 'engine.js'", remedy: 'See my engine.log.' },
  })
})
