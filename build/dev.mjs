/**
 * `npm run dev`: the window from its sources, changed while it runs, in front of `polyptych serve`, which has documents,
 * library and engine. Arguments go to `serve`.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const command = [join(root, 'build', 'polyptych.mjs'), 'serve', '--port', '0', ...process.argv.slice(2)]
const host = spawn(process.execPath, command, { stdio: ['inherit', 'pipe', 'ignore'] })
host.on('exit', (code) => process.exit(code ?? 1))

const [address] = await new Promise((resolve) => createInterface(host.stdout).once('line', (line) => resolve([line])))
const { origin, search } = new URL(address)
const behind = { target: origin, changeOrigin: false }

const server = await createServer({
  configFile: join(root, 'build', 'vite.config.ts'),
  logLevel: 'info',
  server: {
    host: '127.0.0.1',
    proxy: {
      '^/asset/': behind,
      '^/upload$': behind,
      '^/socket$': { ...behind, ws: true },
      '^/\\?token=': behind, // sets the cookie and leads back to the page
    },
  },
})
await server.listen()
console.log(`  ${server.resolvedUrls.local[0]}${search}`)
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    host.kill(signal)
    void server.close()
  })
}
