import { starterModelFolder } from '../../cli/installation.ts'
import { buildUNet } from '../../networks/unet/unet.ts'
import { createAdapterReader } from '../../pipeline/concepts.ts'
import { openModel } from '../../pipeline/openModel.ts'
import { prepareRender, renderLatents } from '../../pipeline/prepareRender.ts'
import { createRuntime } from '../../runtime/runtime.ts'
import type { SessionTuning } from '../../runtime/onnxruntimeSession.ts'
import type { Feeds } from '../../runtime/session.ts'
import { measureInTurns } from '../stopwatch.ts'
import { withUNetCallsObserved } from './observedModel.ts'
import { latentSide } from './starterOpening.ts'
import { starterProject, type StarterAdapter } from './starterProject.ts'

const threeAdapters: readonly StarterAdapter[] = [{ name: 'kiki' }, { name: 'bruno' }, { name: 'pixelart' }]

export interface StarterSlotsInput {
  readonly rounds: number
  readonly tuning?: Partial<SessionTuning>
}

/** Milliseconds of one UNet call, in turns: the network without slots, then with 0, 1 and 3 LoRAs in its slots. */
export async function measureStarterSlots({ rounds, tuning = {} }: StarterSlotsInput) {
  const runtime = await createRuntime({ provider: 'cpu', threads: 0, tuning })
  const read = createAdapterReader()
  let observed: Feeds = new Map()
  const opened = await openModel(starterModelFolder(), runtime)
  const model = withUNetCallsObserved(opened, (feeds) => (observed = feeds))
  const feedsOf = async (adapters: readonly StarterAdapter[]) => {
    const { project, placed } = starterProject(adapters)
    const prepared = await prepareRender(model, project, placed, read)
    await renderLatents(prepared, 1, new AbortController().signal).next()
    return observed
  }
  const side = { height: latentSide, width: latentSide }
  const { session } = await opened.unet(side)
  const plain = await runtime.createSession(buildUNet(model.checkpoint.unet, { ...side, adaptable: false }).graph)
  const none = await feedsOf([])
  const one = await feedsOf(threeAdapters.slice(0, 1))
  const three = await feedsOf(threeAdapters)
  return measureInTurns(
    {
      plain: () => plain.run(none),
      none: () => session.run(none),
      one: () => session.run(one),
      three: () => session.run(three),
    },
    rounds,
  )
}
