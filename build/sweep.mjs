/**
 * `npm run sweep`: the tests that go through tables, with all of their cases instead of those that stand for the others
 * (`engine/testing/sweep.ts`). Writes docs/reports/sweep.md.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'polyptych-sweep-'))

function filesWithTables() {
  return readdirSync(join(root, 'engine'), { recursive: true })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `engine/${name.replaceAll('\\', '/')}`)
    .filter((path) => readFileSync(join(root, path), 'utf8').includes('testing/sweep.ts'))
    .sort()
}

function run(files) {
  const report = join(scratch, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const args = ['--no-install', 'vitest', 'run', '--config', 'build/vitest.config.ts', ...files, ...reporters]
  const env = { ...process.env, POLYPTYCH_SWEEP: '1' }
  const { status } = spawnSync('npx', args, { cwd: root, stdio: 'inherit', env, shell: process.platform === 'win32' })
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'))
  return { isGood: status === 0, results: testResults }
}

function row({ name, assertionResults }) {
  const passed = assertionResults.filter(({ status }) => status === 'passed').length
  const failed = assertionResults.length - passed
  return `| ${relative(root, name)} | ${passed} | ${failed} |`
}

const { isGood, results } = run(filesWithTables())
rmSync(scratch, { recursive: true, force: true })
const rows = results.sort((a, b) => (a.name < b.name ? -1 : 1)).map(row)
writeFileSync(
  join(root, 'docs/reports/sweep.md'),
  `# Tables, gone through whole

By \`npm run sweep\`, Node ${process.version}. \`npm test\` takes of each table the cases that stand for the others; here are
all of them: every place of the feature cut, the starter model beside the tiny ones, pictures of every sampler and adapter.

| tests | passed | failed |
| ----- | ------ | ------ |
${rows.join('\n')}
`,
)
spawnSync('npx', ['--no-install', 'prettier', '--write', 'docs/reports/sweep.md'], {
  cwd: root,
  shell: process.platform === 'win32',
})
process.exit(isGood ? 0 : 1)
