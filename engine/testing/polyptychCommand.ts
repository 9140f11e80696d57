import { execFileSync, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { renderEventSchema } from '../protocol/renderEvents.ts'
import type { RenderEvent } from '../protocol/renderEvents.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** How a command ended and everything that it said. */
export interface CommandResult {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

const bundled = join(root, 'dist/tested')

/** Bundles the program as it is installed, once for all tests: unless no source has changed since. */
export function bundleCommand(): void {
  const now = new Date()
  if (existsSync(bundled) && statSync(bundled).mtimeMs > newestChange()) return
  execFileSync(process.execPath, [join(root, 'build/bundle.mjs'), '--quiet'])
  writeFileSync(bundled, '')
  utimesSync(bundled, now, now) // what changes while it is bundled counts as newer
}

/** Of the sources: when one was written, added or removed last. */
function newestChange(): number {
  const below = (folder: string) => [
    folder,
    ...readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name))),
  ]
  const paths = ['engine', 'renderer', 'electron', 'build'].flatMap((name) => below(join(root, name)))
  const found = [...paths, join(root, 'package-lock.json')].map((path) => statSync(path, { throwIfNoEntry: false }))
  return Math.max(...found.map((entry) => entry?.mtimeMs ?? 0))
}

export interface CommandSettings {
  readonly folder: string
  readonly environment?: Readonly<Record<string, string>>
  /** An open file that takes what is printed; otherwise it can be read from the running command. */
  readonly standardOutput?: number
}

/** Starts the installed command as a user would, in `folder`, with a cache of its own. */
export function startPolyptych(
  args: readonly string[],
  { folder, environment, standardOutput }: CommandSettings,
): ChildProcess {
  return spawn(process.execPath, [join(root, 'build/polyptych.mjs'), ...args], {
    cwd: folder,
    env: { ...process.env, XDG_CACHE_HOME: join(folder, '.cache'), POLYPTYCH_DEBUG: '', ...environment },
    stdio: ['ignore', standardOutput ?? 'pipe', 'pipe'],
  })
}

/** Runs the command to its end. */
export function runPolyptych(args: readonly string[], settings: CommandSettings): Promise<CommandResult> {
  return endOf(startPolyptych(args, settings))
}

export function endOf(command: ChildProcess): Promise<CommandResult> {
  let [stdout, stderr] = ['', '']
  command.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  command.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  return new Promise((resolve, reject) => {
    command.on('error', reject)
    command.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }))
  })
}

/** The events that `--json` printed, each checked against its schema. */
export function parseEvents(stdout: string): RenderEvent[] {
  const lines = stdout.split('\n')
  if (lines.pop() !== '') throw new Error('the last line does not end')
  return lines.map((line) => renderEventSchema.parse(JSON.parse(line)))
}

export const starterModel = join(root, 'models/starter')

export function starterAdapter(name: string): string {
  return join(starterModel, 'loras', `${name}.safetensors`)
}

/** Writes a project of one concept that renders in a moment; `changes` replace its fields. */
export async function writeTinyProject(path: string, changes: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const kiki = { id: 'kiki', name: 'Kiki', words: 'a kiki cat', adapters: [{ file: { path: starterAdapter('kiki') } }] }
  const project = {
    polyptych: 1,
    canvas: { width: 64, height: 64 },
    model: { path: starterModel },
    prompt: 'a castle at sunset',
    concepts: [kiki],
    steps: 2,
    seeds: [3],
    ...changes,
  }
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, JSON.stringify(project))
}
