import { defineConfig } from 'vitest/config'

/** What needs a browser: one at a time, for each brings a program of its own. */
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['e2e/**/*.test.ts'],
    maxWorkers: 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 8000 } }, // a busy machine shows late what a journey waits for
    server: { deps: { external: [/\/dist\//] } }, // bundles run as Node loads them
    globalSetup: ['e2e/support/sayWhatIsMissing.ts', 'e2e/support/bundleFirst.ts'],
  },
})
