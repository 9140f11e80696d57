import { setImmediate as nextTurn } from 'node:timers/promises'
import { assert } from '../errors/engineError.ts'
import { createCallTimes } from '../pipeline/cost/callTimes.ts'
import { requireRenderable } from '../pipeline/renderProject.ts'
import { createFileHashes } from '../project/fileHashes.ts'
import { resolveProjectFiles, type ResolvedFiles } from '../project/resolveFiles.ts'
import type { EngineRender, EngineRenderEvent, EngineStart } from '../protocol/engineMethods.ts'
import type { Project } from '../protocol/project.ts'
import type { CostEstimate } from '../protocol/window/jobs.ts'
import type { Hardware } from '../protocol/window/machine.ts'
import { createRuntime } from '../runtime/runtime.ts'
import { createDeviceQueue } from './deviceQueue.ts'
import { estimateProjectCost } from './estimateCost.ts'
import { describeHardware } from './hardware.ts'
import { createModelPool, type ModelPool } from './modelPool.ts'
import { renderJob } from './renderJob.ts'

/** What the engine process computes, one thing after another on its device. */
export interface Workshop {
  /** Chooses the device. Comes first. @throws EngineError `provider-unavailable`. */
  hello(start: EngineStart): Promise<{ hardware: Hardware }>
  /** @throws EngineError as `renderJob`. */
  render(request: EngineRender, signal: AbortSignal): AsyncGenerator<EngineRenderEvent>
  /** Measures what was never measured, unless somebody renders: then times may be missing. */
  estimateCost(project: Project, signal: AbortSignal): Promise<CostEstimate>
}

export function createWorkshop(): Workshop {
  const queue = createDeviceQueue()
  const hashes = createFileHashes()
  const callTimes = createCallTimes()
  let pool: ModelPool | undefined
  let measuring: AbortController | undefined

  const take = async (project: Project, signal: AbortSignal) => {
    assert(pool, 'the host says hello first')
    return pool.take(await resolve(project), signal)
  }
  // The window has told of files that have changed: what it sends nevertheless is wanted as it is.
  const resolve = (project: Project): Promise<ResolvedFiles> =>
    resolveProjectFiles(project, '/', { acceptChanged: true, hashes })

  const estimate = async (project: Project, mayMeasure: boolean, signal: AbortSignal) => {
    const { opened, leave } = await take(project, signal)
    try {
      return await estimateProjectCost(await opened.prepare(), callTimes, signal, mayMeasure)
    } finally {
      await leave()
    }
  }

  return {
    async hello(start) {
      const runtime = await createRuntime(start)
      pool = createModelPool(runtime)
      return { hardware: await describeHardware(runtime) }
    },
    async *render(request, signal) {
      requireRenderable(request.project)
      measuring?.abort()
      const goOut = await queue.enter(signal)
      try {
        const { opened, leave } = await take(request.project, signal)
        try {
          for await (const event of renderJob(opened, request, signal)) {
            yield event
            await nextTurn() // a computation blocks the thread: here the host is heard
          }
        } finally {
          await leave()
        }
      } finally {
        goOut()
      }
    },
    async estimateCost(project, signal) {
      requireRenderable(project)
      if (queue.isBusy) return estimate(project, false, signal)
      measuring = new AbortController()
      const own = measuring.signal
      const goOut = await queue.enter(signal)
      try {
        return await estimate(project, true, AbortSignal.any([signal, own]))
      } catch (error) {
        if (!own.aborted || signal.aborted) throw error
        return await estimate(project, false, signal)
      } finally {
        goOut()
      }
    },
  }
}
