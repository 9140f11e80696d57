/**
 * `npm test`: every check in order, and one closing line that counts tests. Checks that cannot run on this machine are
 * named, never skipped in silence.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const scratch = mkdtempSync(join(tmpdir(), 'polyptych-test-'))
const report = join(scratch, 'vitest.json')
const vitest = ['vitest', 'run', '--config', 'build/vitest.config.ts', '--reporter=default', '--reporter=json']

const checks = [
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'types', command: ['tsc', '-b'] },
  { name: 'imports', command: ['node', 'build/checkDependencies.mjs'] },
  { name: 'lint', command: ['eslint', '--config', 'build/eslint.config.mjs', '--max-warnings', '0', '.'] },
  { name: 'tests', command: [...vitest, `--outputFile.json=${report}`] },
]

/** Runs one check through the packages installed here and reports its time. */
function run({ name, command: [program, ...args] }) {
  const started = performance.now()
  const [file, rest] = program === 'node' ? [process.execPath, args] : ['npx', ['--no-install', program, ...args]]
  const { status } = spawnSync(file, rest, { stdio: 'inherit', shell: process.platform === 'win32' })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`)
  return status === 0
}

const failedChecks = checks.filter((check) => !run(check)).map(({ name }) => name)
let counts = { numPassedTests: 0, numFailedTests: 0 }
try {
  counts = JSON.parse(readFileSync(report, 'utf8'))
} catch {
  console.error('The tests wrote no report.')
}
rmSync(scratch, { recursive: true, force: true })

const otherFailures = failedChecks.filter((name) => name !== 'tests').length
const allFailures = counts.numFailedTests + otherFailures
const failed = failedChecks.length > 0 || counts.numPassedTests === 0
if (failed) console.error(`Failed: ${failedChecks.join(', ') || 'no test ran'}`)
console.log(`${counts.numPassedTests} passed, ${failed ? Math.max(1, allFailures) : 0} failed`)
process.exit(failed ? 1 : 0)
