import { expect, it } from 'vitest'
import { settingsSchema } from '../protocol/window/settings.ts'
import { createBugLog, describeDiagnostics } from './diagnostics.ts'
import { createPlainTexts } from './plainErrors.ts'

const plain = createPlainTexts()

it('describes versions, machine, settings and errors, and no folder of the machine', () => {
  const bugs = createBugLog(plain)
  for (let bug = 0; bug < 30; bug++) bugs.note(new Error(`bug ${bug} at /home/artist/secret/file.png`))
  const text = describeDiagnostics(
    {
      host: 'web',
      engine: {
        status: 'ready',
        hardware: {
          processor: 'Chip',
          cores: 4,
          memoryBytes: 8e9,
          graphics: [{ name: 'Card' }],
          provider: 'cpu',
          candidates: [{ provider: 'cuda', outcome: 'failed', detail: 'no library in /home/artist/cuda' }],
        },
        crash: { at: '2026-01-01', exit: 'signal SIGKILL', outOfMemory: true },
        error: { code: 'engine-gone', message: 'It ended in /home/artist/work.', remedy: '' },
      },
      settings: settingsSchema.parse({}),
      failures: ['out-of-memory', 'file-missing'],
      counts: { Jobs: 2 },
      bugs: bugs.lines(),
    },
    plain,
  )
  for (const said of [
    'Polyptych',
    'computes on cpu',
    'Graphics: Card',
    'Provider cuda: failed',
    'Settings: provider auto',
    'Jobs: 2',
    'signal SIGKILL, probably out of memory',
    'engine-gone',
    'Failed renders: out-of-memory, file-missing',
    'bug 29',
  ]) {
    expect(text).toContain(said)
  }
  expect(text).not.toMatch(/home|artist|secret/)
  expect(text).not.toContain('bug 9 ')
})
