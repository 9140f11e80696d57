import { spawn, type ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** `polyptych serve` as a user starts it, with folders of its own. */
export interface ServedWindow {
  readonly dataFolder: string
  readonly projectFolder: string
  readonly pid: number
  /** The process of the engine at the moment; undefined while there is none. */
  enginePid(): number | undefined
  /** Opens a window in a browser session of its own. Whatever it prints as an error fails the test that closes it. */
  open(browser: Browser, options?: BrowserContextOptions): Promise<OpenWindow>
  stop(): Promise<void>
}

export interface OpenWindow {
  readonly page: Page
  /** @throws where the page has printed errors. */
  close(): Promise<void>
}

export async function serveWindow(args: readonly string[] = []): Promise<ServedWindow> {
  const folder = await mkdtemp(join(tmpdir(), 'polyptych-window-'))
  const [dataFolder, projectFolder] = [join(folder, 'data'), join(folder, 'projects')]
  await mkdir(projectFolder, { recursive: true })
  const command = ['serve', '--port', '0', '--data', dataFolder, '--projects', projectFolder, ...args]
  const served = spawn(process.execPath, [join(root, 'build/polyptych.mjs'), ...command], {
    cwd: folder,
    env: { ...process.env, XDG_CACHE_HOME: join(folder, 'cache'), HOME: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const addresses = readAddresses(served)
  return {
    dataFolder,
    projectFolder,
    pid: served.pid!,
    enginePid: () => childrenOf(served.pid!).find(({ command: line }) => line.includes('engine.js'))?.pid,
    async open(browser, options) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US', ...options })
      const page = await context.newPage()
      const printed: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error') printed.push(`${message.text()} ${message.location().url}`.trim())
      })
      page.on('pageerror', (error) => printed.push(error.message))
      await page.goto(await addresses.next())
      return {
        page,
        async close() {
          await context.close()
          expect(printed).toEqual([])
        },
      }
    },
    async stop() {
      served.kill('SIGINT')
      await new Promise((resolve) => (served.exitCode === null ? served.once('exit', resolve) : resolve(undefined)))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Addresses let one browser in each; the command prints the next one when one was used. */
function readAddresses(served: ChildProcess): { next(): Promise<string> } {
  const waiting: ((address: string) => void)[] = []
  const known: string[] = []
  const errors: string[] = []
  served.stderr!.setEncoding('utf8').on('data', (text: string) => {
    errors.push(text)
    note(text)
  })
  served.stdout!.setEncoding('utf8').on('data', note)
  function note(text: string) {
    for (const [address] of text.matchAll(/http:\/\/\S+token=\S+/g)) {
      const wants = waiting.shift()
      if (wants) wants(address)
      else known.push(address)
    }
  }
  return {
    next: () =>
      new Promise((resolve, reject) => {
        const address = known.shift()
        if (address !== undefined) return resolve(address)
        waiting.push(resolve)
        served.once('exit', () => reject(new Error(`serve has ended: ${errors.join('')}`)))
      }),
  }
}

export function childrenOf(parent: number): { pid: number; command: string }[] {
  return readdirSync('/proc').flatMap((name) => {
    try {
      if (!/^\d+$/.test(name)) return []
      const ppid = Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1])
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')
      return ppid === parent ? [{ pid: Number(name), command }] : []
    } catch {
      return [] // it has ended meanwhile
    }
  })
}

/** What a project has otherwise than the small one. */
export type ProjectChanges = Readonly<Record<string, unknown>>

/** A project that renders in a moment, in the folder of projects. */
export async function writeSmallProject(
  { projectFolder }: Pick<ServedWindow, 'projectFolder'>,
  name: string,
  changes: ProjectChanges = {},
): Promise<void> {
  const starter = join(root, 'models', 'starter')
  const concept = (id: string, words: string, x: number) => ({
    id,
    name: id,
    words,
    adapters: [{ file: { path: join(starter, 'loras', `${id.toLowerCase()}.safetensors`) }, weight: 0.8 }],
    region: { type: 'box', x, y: 24, width: 56, height: 88 },
  })
  const project = {
    polyptych: 1,
    canvas: { width: 128, height: 128 },
    model: { path: starter },
    prompt: 'a kiki cat and a moss bear in a meadow, 3d style',
    concepts: [concept('Kiki', 'a kiki cat', 4), concept('Moss', 'a moss bear', 68)],
    method: { name: 'regional' },
    steps: 6,
    guidance: 5,
    seeds: { first: 4, count: 1 },
    ...changes,
  }
  await writeFile(join(projectFolder, `${name}.polyptych`), JSON.stringify(project))
}

/** The pixel of the page at which a point of the canvas is shown. */
export async function pagePoint(page: Page, x: number, y: number): Promise<{ x: number; y: number }> {
  const stage = page.getByTestId('stage')
  const box = (await stage.boundingBox())!
  const corner = await stage.evaluate((element) => {
    const { zoom, x, y } = (element as HTMLElement).dataset
    return { zoom: Number(zoom), x: Number(x), y: Number(y) }
  })
  return { x: box.x + corner.x + x * corner.zoom, y: box.y + corner.y + y * corner.zoom }
}
