import { defineConfig } from 'vitest/config'

/** Measurements of the window, which take minutes and write reports: `npm run measure`. */
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['e2e/measure/*.measure.ts'],
    maxWorkers: 1,
    testTimeout: 600_000,
    hookTimeout: 60_000,
    globalSetup: ['e2e/support/sayWhatIsMissing.ts', 'e2e/support/bundleFirst.ts'],
  },
})
