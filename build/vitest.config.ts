import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['{engine,renderer,electron,build}/**/*.test.{ts,tsx}'],
    // Two cores: onnxruntime uses both, so more workers than two only add contention.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Files share their modules: loading them anew for each would take a quarter of the time of a whole run.
    isolate: false,
  },
})
