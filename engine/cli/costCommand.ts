import { EngineError } from '../errors/engineError.ts'
import { openProject } from '../pipeline/openProject.ts'
import { requireRenderable } from '../pipeline/renderProject.ts'
import { readRequestedProject } from '../pipeline/requestedProject.ts'
import { estimateCost } from '../pipeline/cost/estimateCost.ts'
import { resolveProjectFiles } from '../project/resolveFiles.ts'
import { isCancellation } from './cancellation.ts'
import { costReport, formatCost, type CostReport } from './costReport.ts'
import { watchInterruption } from './interruption.ts'
import { methodChoice } from './methodChoices.ts'
import type { MethodOption } from './optionValues.ts'
import { plainText } from './plainText.ts'
import type { RenderOptions } from './renderCommand.ts'
import { printRemark, printResult } from './standardStreams.ts'

/** The options of `polyptych cost`, parsed. */
export interface CostOptions extends Omit<RenderOptions, 'out' | 'seed'> {
  readonly method?: MethodOption
}

/** Says what a render of a project will cost, and renders nothing. Throws as `renderProject`. */
export async function costCommand(projectPath: string, options: CostOptions): Promise<void> {
  try {
    const report = await reportCost(projectPath, options)
    if (options.json) printResult(JSON.stringify(report, null, 2))
    else for (const line of formatCost(report)) printResult(line)
  } catch (error) {
    if (!isCancellation(error)) throw error
    throw new EngineError('cancelled', 'Cancelled before the cost was known.', '', { cause: error })
  }
}

async function reportCost(projectPath: string, options: CostOptions): Promise<CostReport> {
  const started = performance.now()
  const signal = watchInterruption()
  const { method, json, relink, acceptChanged, ...settings } = options
  const choice = method && methodChoice(method)
  const request = { projectPath, ...settings, ...(choice && { method: choice.method }) }
  const { project, folder, name, warnings } = await readRequestedProject(request)
  requireRenderable(project)
  const files = await resolveProjectFiles(project, folder, { relink, acceptChanged })
  const opened = await openProject(files, options, signal)
  try {
    const prepared = await opened.prepare()
    const remarks = [...warnings, ...files.warnings, ...(prepared.planner.warnings ?? [])]
    if (!json) for (const message of remarks) printRemark(`Warning: ${plainText(message)}`)
    const opening = performance.now() - started
    const cost = await estimateCost(prepared, signal)
    const { checkpoint, runtime } = opened.model
    const label = choice?.label ?? project.method.name
    const { method: used, reason } = prepared.chosen
    const about = {
      project: name,
      model: checkpoint.name,
      provider: runtime.provider,
      method: reason === undefined ? label : `${label} (${used.name})`,
      sampler: project.sampler,
      size: { width: project.canvas.width, height: project.canvas.height },
      opening,
    }
    return costReport(about, cost)
  } finally {
    await opened.model.release()
  }
}
