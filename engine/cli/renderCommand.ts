import { setImmediate as nextTurn } from 'node:timers/promises'
import { EngineError } from '../errors/engineError.ts'
import { renderProject } from '../pipeline/renderProject.ts'
import type { RenderRequest } from '../pipeline/renderProject.ts'
import type { FeatureCacheInput } from '../protocol/featureCache.ts'
import { isCancellation } from './cancellation.ts'
import { watchInterruption } from './interruption.ts'
import type { PictureSize } from './optionValues.ts'
import { counted } from './plainText.ts'
import { createJsonReporter, createTextReporter } from './renderReporters.ts'
import type { StandardOutput } from './standardStreams.ts'

/** The options of `polyptych render`, parsed. */
export interface RenderOptions {
  readonly out: string
  readonly seed?: number
  readonly count?: number
  readonly size?: PictureSize
  readonly steps?: number
  readonly cache?: FeatureCacheInput
  readonly provider: RenderRequest['provider']
  readonly threads: number
  readonly relink?: boolean
  readonly acceptChanged?: boolean
  /** False with `--no-reading`. */
  readonly reading?: boolean
  readonly maps?: boolean
  readonly json?: boolean
}

/**
 * Renders the pictures of a project and reports on them. Throws what `renderProject` throws; 'cancelled' when the user
 * ended it, with the number of pictures that are there.
 */
export async function renderCommand(
  projectPath: string,
  options: RenderOptions,
  output: StandardOutput,
): Promise<void> {
  const { out: outFolder, json, ...settings } = options
  const interruption = watchInterruption()
  const signal = AbortSignal.any([interruption, output.signal])
  const reporter = json ? createJsonReporter() : createTextReporter()
  let saved = 0
  let wanted: number | undefined
  try {
    for await (const event of renderProject({ projectPath, outFolder, ...settings }, signal)) {
      if (event.type === 'picture') wanted = event.pictures
      if (event.type === 'saved') saved++
      reporter.report(event)
      // A computation may have blocked the thread: this is where Ctrl-C during it is noticed, before the next begins.
      await nextTurn()
    }
  } catch (error) {
    if (output.signal.aborted && isCancellation(error)) return // nobody reads on: main says why
    if (!isCancellation(error)) throw error
    const finished =
      wanted === undefined ? 'before the first picture' : `after ${saved} of ${counted(wanted, 'picture')}`
    const remedy = saved === 0 ? '' : `What is finished is in '${outFolder}'.`
    throw new EngineError('cancelled', `Cancelled ${finished}.`, remedy, { cause: error })
  } finally {
    reporter.close()
  }
}
