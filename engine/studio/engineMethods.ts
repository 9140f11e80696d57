import { EngineError } from '../errors/engineError.ts'
import type { EngineHost } from '../host/engineHost.ts'
import type { FileHandles } from './fileHandles.ts'
import type { JobQueue } from './jobQueue.ts'
import type { PlainTexts } from './plainErrors.ts'
import { toEngine } from './projectFiles.ts'
import type { StudioMethods } from './studioMethods.ts'

type EngineMethod = 'restartEngine' | 'estimateCost' | JobMethod
type JobMethod = 'startJob' | 'cancelJob' | 'moveJobToFront' | 'repeatJob' | 'forgetJobs'

export function engineMethods(
  engine: EngineHost,
  queue: JobQueue,
  handles: FileHandles,
  plain: PlainTexts,
): Pick<StudioMethods, EngineMethod> {
  let newest: AbortController | undefined
  return {
    restartEngine() {
      engine.restart()
      return {}
    },
    startJob: (request) => ({ jobId: queue.start(request) }),
    cancelJob({ jobId }) {
      queue.cancel(jobId)
      return {}
    },
    moveJobToFront({ jobId }) {
      queue.moveToFront(jobId)
      return {}
    },
    repeatJob: ({ jobId }) => ({ jobId: queue.repeat(jobId) }),
    forgetJobs({ jobIds }) {
      queue.forget(jobIds)
      return {}
    },
    async estimateCost({ project }) {
      newest?.abort(new EngineError('cancelled', 'A newer estimate was asked for.', 'Wait for that one.'))
      const own = new AbortController()
      newest = own
      const estimate = await engine.call('estimateCost', { project: toEngine(project, handles) }, own.signal)
      return { ...estimate, warnings: estimate.warnings.map((warning) => plain.text(warning)) }
    },
  }
}
