/**
 * `npm test`: every check, and one closing line that counts tests. Checks that cannot run on this machine are named,
 * never skipped in silence.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const scratch = mkdtempSync(join(tmpdir(), 'polyptych-test-'))
const reports = { tests: join(scratch, 'tests.json'), browser: join(scratch, 'browser.json') }
const vitest = (config, report) => {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return ['vitest', 'run', '--config', `build/${config}`, ...reporters]
}

/**
 * Those of one row run beside each other, as far as there are cores. Journeys run alone: the engine that they wait for
 * has a low priority, and gets little beside others.
 */
const rows = [
  [
    { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
    { name: 'imports', command: ['node', 'build/checkDependencies.mjs'] },
    { name: 'types', command: ['node', 'node_modules/typescript-native/bin/tsc', '-b'] },
    { name: 'lint', command: ['eslint', '--config', 'build/eslint.config.mjs', '--max-warnings', '0', '.'] },
  ],
  [{ name: 'tests', command: vitest('vitest.config.ts', reports.tests) }],
  [{ name: 'browser', command: vitest('vitest.e2e.config.ts', reports.browser) }],
]

/** Runs one check through the packages installed here and reports its time. */
async function run({ name, command: [program, ...args] }) {
  const started = performance.now()
  const [file, rest] = program === 'node' ? [process.execPath, args] : ['npx', ['--no-install', program, ...args]]
  const [status] = await once(spawn(file, rest, { stdio: 'inherit', shell: process.platform === 'win32' }), 'close')
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`)
  return { name, isGood: status === 0 }
}

function readCounts(report) {
  try {
    return JSON.parse(readFileSync(report, 'utf8'))
  } catch {
    console.error('The tests wrote no report.')
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 }
  }
}

const ended = []
for (const row of rows) ended.push(...(await Promise.all(row.map(run))))
const failedChecks = ended.filter(({ isGood }) => !isGood).map(({ name }) => name)
const counts = Object.values(reports).map(readCounts)
rmSync(scratch, { recursive: true, force: true })

const total = (field) => counts.reduce((sum, count) => sum + count[field], 0)
const passed = total('numPassedTests')
const otherFailures = failedChecks.filter((name) => !(name in reports)).length
const allFailures = total('numFailedTests') + otherFailures
const failed = failedChecks.length > 0 || counts.some(({ numPassedTests }) => numPassedTests === 0)
if (total('numPendingTests') > 0)
  console.log(`${total('numPendingTests')} tests could not run on this machine: see above.`)
if (failed) console.error(`Failed: ${failedChecks.join(', ') || 'no test ran'}`)
console.log(`${passed} passed, ${failed ? Math.max(1, allFailures) : 0} failed`)
process.exit(failed ? 1 : 0)
