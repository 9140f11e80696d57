import { encodeModel } from '../../graph/onnxModel.ts'
import { buildUNet } from '../../networks/unet/unet.ts'
import { createRuntime } from '../../runtime/runtime.ts'
import { startStopwatch } from '../stopwatch.ts'
import { openLargeUNet } from './largeUNet.ts'

/** Of the latents: a picture of 256x256, whose steps are short. */
export const largeSide = 32

export interface LargeOpeningInput {
  readonly folder: string
  readonly threads: number
}

/** From a folder to a session with slots, in milliseconds. Encoding, a part of the session, is repeated by itself. */
export async function measureLargeOpening({ folder, threads }: LargeOpeningInput) {
  const runtime = await createRuntime({ provider: 'cpu', threads })
  const lap = startStopwatch()
  const unet = await openLargeUNet(folder)
  const open = lap()
  const { graph } = buildUNet(unet, { height: largeSide, width: largeSide, adaptable: true })
  const build = lap()
  await runtime.createSession(graph)
  const session = lap()
  encodeModel(graph, (path) => path)
  return { open, build, session, encode: lap(), total: open + build + session }
}
