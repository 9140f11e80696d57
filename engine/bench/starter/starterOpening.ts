import { openCheckpoint } from '../../checkpoint/checkpoint.ts'
import { starterModelFolder } from '../../cli/installation.ts'
import { buildTextEncoder } from '../../networks/clip/textEncoder.ts'
import { buildUNet } from '../../networks/unet/unet.ts'
import { buildVAEDecoder } from '../../networks/vae/vae.ts'
import { createRuntime } from '../../runtime/runtime.ts'
import { startStopwatch } from '../stopwatch.ts'

/** Latents of a picture of 256x256. */
export const latentSide = 32

/** From a folder to sessions that are ready to run, in milliseconds. */
export async function measureStarterOpening({ threads }: { readonly threads: number }) {
  const runtime = await createRuntime({ provider: 'cpu', threads })
  const lap = startStopwatch()
  const { textEncoders, unet, vae } = await openCheckpoint(starterModelFolder())
  const open = lap()
  const side = { height: latentSide, width: latentSide }
  const graphs = [
    buildTextEncoder(textEncoders[0]!, { clipSkip: 1, normalised: true, pooled: false, adaptable: true }).graph,
    buildUNet(unet, { ...side, adaptable: true }).graph,
    buildVAEDecoder(vae!, latentSide, latentSide).graph,
  ]
  const build = lap()
  for (const graph of graphs) await runtime.createSession(graph)
  const sessions = lap()
  return { open, build, sessions, total: open + build + sessions }
}
