import { setImmediate as nextTurn } from 'node:timers/promises'
import { assert } from '../errors/engineError.ts'
import { createTimesBook } from '../pipeline/cost/callTimes.ts'
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
  /**
   * Measures what was never measured, unless somebody renders: then times may be missing. A render that comes meanwhile
   * does not wait for it.
   */
  estimateCost(project: Project, signal: AbortSignal): Promise<CostEstimate>
}

export function createWorkshop(): Workshop {
  const queue = createDeviceQueue()
  const hashes = createFileHashes()
  const book = createTimesBook()
  let pool: ModelPool | undefined
  /** Estimates that hold the device or wait for it, so as to measure. */
  const measuring = new Set<AbortController>()
  let renders = 0

  const take = async (project: Project, signal: AbortSignal) => {
    assert(pool, 'the host says hello first')
    return pool.take(await resolve(project), signal)
  }
  // The window has told of files that have moved or changed: what it sends nevertheless is wanted as it is. Paths are
  // absolute.
  const resolve = (project: Project): Promise<ResolvedFiles> =>
    resolveProjectFiles(project, '/', { acceptChanged: true, search: false, hashes })

  const estimate = async (project: Project, mayMeasure: boolean, signal: AbortSignal) => {
    const { opened, leave } = await take(project, signal)
    try {
      const times = book.of(opened.files.model.sha256)
      const prepared = await opened.prepare()
      signal.throwIfAborted()
      return await estimateProjectCost(prepared, times, signal, mayMeasure)
    } finally {
      await leave()
    }
  }

  /** Undefined where somebody renders, or begins to: the device is left at once. */
  const measure = async (project: Project, signal: AbortSignal): Promise<CostEstimate | undefined> => {
    if (renders > 0) return undefined
    const interrupted = new AbortController()
    measuring.add(interrupted)
    const either = AbortSignal.any([signal, interrupted.signal])
    try {
      const goOut = await queue.enter(either)
      try {
        return await estimate(project, true, either)
      } finally {
        goOut()
      }
    } catch (error) {
      if (signal.aborted || !interrupted.signal.aborted) throw error
      return undefined
    } finally {
      measuring.delete(interrupted)
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
      for (const estimating of measuring) estimating.abort()
      renders++
      try {
        const goOut = await queue.enter(signal)
        const started = performance.now()
        try {
          const { opened, leave } = await take(request.project, signal)
          try {
            for await (const event of renderJob(opened, request, started, signal)) {
              yield event
              await nextTurn() // a computation blocks the thread: here the host is heard
            }
          } finally {
            await leave()
          }
        } finally {
          goOut()
        }
      } finally {
        renders--
      }
    },
    async estimateCost(project, signal) {
      requireRenderable(project)
      return (await measure(project, signal)) ?? estimate(project, false, signal)
    },
  }
}
