import { expect, it } from 'vitest'
import { engineEnvironment } from './engineEnvironment.ts'

it('passes on what places, devices and languages need, and nothing else', () => {
  const passed = {
    Path: 'C:\\Windows',
    SystemRoot: 'C:\\Windows',
    HOME: '/home/a',
    XDG_CACHE_HOME: '/cache',
    CUDA_VISIBLE_DEVICES: '0',
    LC_ALL: 'C',
    POLYPTYCH_DEBUG: '1',
  }
  const kept = { NODE_OPTIONS: '--inspect', ELECTRON_RUN_AS_NODE: '1', LD_PRELOAD: 'a.so', API_TOKEN: 'x' }
  expect(engineEnvironment({ ...passed, ...kept })).toEqual(passed)
})
