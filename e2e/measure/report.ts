import { execSync } from 'node:child_process'
import { cpus } from 'node:os'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../../docs/reports', import.meta.url))

/** Writes a report that says on what it was measured, and how to measure again. */
export async function writeReport(name: string, title: string, lines: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true })
  const machine = `${cpus().length} cores (${cpus()[0]!.model.trim()}), Node ${process.version}, ${chromiumVersion()}`
  const head = [`# ${title}`, '', `Measured on ${machine}, by \`npm run measure\`.`, '']
  await writeFile(join(folder, `${name}.md`), [...head, ...lines, ''].join('\n'))
}

function chromiumVersion(): string {
  try {
    return execSync('chromium --version', { encoding: 'utf8' }).trim()
  } catch {
    return 'Chromium'
  }
}

/** The value below which so many of the values lie. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0
}
