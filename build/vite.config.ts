import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The window: one page for Electron and for browsers. Assets keep relative addresses, for both are same-origin. */
export default defineConfig({
  root: `${root}renderer`,
  base: './',
  plugins: [react()],
  css: { modules: { localsConvention: 'camelCaseOnly' } },
  build: {
    outDir: `${root}dist/renderer`,
    emptyOutDir: true,
    target: 'baseline-widely-available', // browsers that open `polyptych serve`, besides Electron's own
    sourcemap: true,
    chunkSizeWarningLimit: 1500,
    reportCompressedSize: false,
  },
  logLevel: 'warn',
})
