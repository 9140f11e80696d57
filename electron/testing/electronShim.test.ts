import { describe, expect, it } from 'vitest'
import { requireSafe } from './electronShim.ts'

describe('the shim', () => {
  const safe = { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, preload: '/p.cjs' }

  it('takes what is safe', () => expect(() => requireSafe(safe)).not.toThrow())

  it.each([
    { sandbox: false },
    { contextIsolation: false },
    { nodeIntegration: true },
    { webSecurity: false },
    { webviewTag: true },
  ])('refuses %o', (change) => expect(() => requireSafe({ ...safe, ...change })).toThrow('would not be safe'))
})
