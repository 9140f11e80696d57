import { starterModelFolder } from '../../cli/installation.ts'
import { buildTextKeys } from '../../networks/unet/textKeys.ts'
import { buildUNet } from '../../networks/unet/unet.ts'
import { createAdapterReader } from '../../pipeline/concepts.ts'
import { openModel } from '../../pipeline/openModel.ts'
import { prepareRender, renderLatents } from '../../pipeline/prepareRender.ts'
import { createRuntime } from '../../runtime/runtime.ts'
import type { Feeds } from '../../runtime/session.ts'
import type { Runnable } from '../../runtime/sessionCache.ts'
import { measureInTurns } from '../stopwatch.ts'
import { withUNetCallsObserved } from './observedModel.ts'
import { latentSide } from './starterOpening.ts'
import { starterProject, type StarterAdapter } from './starterProject.ts'

const threeAdapters: readonly StarterAdapter[] = [{ name: 'kiki' }, { name: 'bruno' }, { name: 'pixelart' }]

export interface StarterTurnsInput {
  readonly rounds: number
  /** 0 leaves the choice to the runtime. */
  readonly threads: number
}

/** One UNet call, in turns: the network without slots, then with 0, 1 and 3 LoRAs in its slots. */
export async function measureStarterSlots({ rounds, threads }: StarterTurnsInput) {
  const runtime = await createRuntime({ provider: 'cpu', threads })
  const read = createAdapterReader()
  const calls: { feeds: Feeds; session: Runnable }[] = []
  const opened = await openModel(starterModelFolder(), runtime)
  const model = withUNetCallsObserved(opened, (feeds, session) => calls.push({ feeds, session }))
  const callWith = async (adapters: readonly StarterAdapter[]) => {
    const { project, placed } = starterProject(adapters)
    const prepared = await prepareRender(model, project, placed, read)
    await renderLatents(prepared, 1, new AbortController().signal).next()
    return calls.at(-1)!
  }
  const side = { height: latentSide, width: latentSide }
  const { unet } = model.checkpoint
  const plain = await runtime.createSession(buildUNet(unet, { ...side, keys: 'given', adaptable: false }).graph)
  const none = await callWith([])
  // The others remember the keys of their texts, too.
  const keys = await runtime.createSession(buildTextKeys(unet, { adaptable: false }).graph)
  const plainFeeds = new Map([...none.feeds, ...(await keys.run(none.feeds))])
  const one = await callWith(threeAdapters.slice(0, 1))
  const three = await callWith(threeAdapters)
  return measureInTurns(
    {
      plain: () => plain.run(plainFeeds),
      none: () => none.session.run(none.feeds),
      one: () => one.session.run(one.feeds),
      three: () => three.session.run(three.feeds),
    },
    rounds,
  )
}
