import { starterModelFolder } from '../../cli/installation.ts'
import { createAdapterReader } from '../../pipeline/concepts.ts'
import { openModel } from '../../pipeline/openModel.ts'
import { prepareRender, renderLatents } from '../../pipeline/prepareRender.ts'
import { createRuntime } from '../../runtime/runtime.ts'
import { withUNetCallsObserved } from './observedModel.ts'
import type { StarterTurnsInput } from './starterSlots.ts'
import { starterProject, type StarterAdapter } from './starterProject.ts'

/** What an artist changes between two pictures. Each round changes it to something new. */
const changes: Readonly<Record<string, (round: number) => readonly StarterAdapter[]>> = {
  weight: (round) => [{ name: 'kiki', weight: 0.5 + round / 100 }, { name: 'bruno' }],
  schedule: (round) => [
    { name: 'kiki', from: round / 200 },
    { name: 'bruno', to: 1 - round / 200 },
  ],
  set: (round) => (round % 2 === 0 ? [{ name: 'luna' }, { name: 'moss' }, { name: 'kiki' }] : [{ name: 'bruno' }]),
}

/**
 * Milliseconds from a change of adapters to the start of the first UNet call, on an open model whose adapter files were
 * read, and how many sessions that built.
 */
export async function measureStarterChange({ rounds, threads }: StarterTurnsInput) {
  const runtime = await createRuntime({ provider: 'cpu', threads })
  const read = createAdapterReader()
  let started = 0
  let waited = 0
  const opened = await openModel(starterModelFolder(), runtime)
  const model = withUNetCallsObserved(opened, () => (waited = performance.now() - started))
  const change = async (adapters: readonly StarterAdapter[]) => {
    const { project, placed } = starterProject(adapters)
    started = performance.now()
    const prepared = await prepareRender(model, project, placed, read)
    await renderLatents(prepared, 1, new AbortController().signal).next()
    return waited
  }

  for (const adaptersOf of Object.values(changes)) for (const round of [0, 1]) await change(adaptersOf(round))
  const sessionsBefore = runtime.sessionsBuilt
  const milliseconds: Record<string, number[]> = {}
  for (const [name, adaptersOf] of Object.entries(changes)) {
    milliseconds[name] = []
    for (let round = 2; round < rounds + 2; round++) milliseconds[name].push(await change(adaptersOf(round)))
  }
  return { milliseconds, sessionsBuilt: runtime.sessionsBuilt - sessionsBefore }
}
