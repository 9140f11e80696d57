import { setImmediate as nextTurn } from 'node:timers/promises'
import { matchAdapter } from '../adapters/matchAdapter.ts'
import { groupByReason } from '../adapters/skippedLayers.ts'
import { EngineError } from '../errors/engineError.ts'
import type { Compatibility } from '../protocol/window/library.ts'
import type { OpenAdapters } from './openAdapters.ts'
import type { OpenModel, OpenModels } from './openModels.ts'
import { problemReport } from './problemReport.ts'
import type { AdapterItem } from './views.ts'

const mostExamples = 3
const mostReasons = 8
/** Of all models together; each takes about a kilobyte. */
const mostRemembered = 20_000

/** Says what of adapters a model takes, and remembers it while neither changes. */
export interface CompatibilityTable {
  /** In the order of `items`; gives way to other work after each. Errors as `openCheckpoint` for the model. */
  match(modelPath: string, items: readonly AdapterItem[]): Promise<Compatibility[]>
}

export function createCompatibilityTable(models: OpenModels, adapters: OpenAdapters): CompatibilityTable {
  const remembered = new Map<string, Compatibility>()

  async function matchOne(model: OpenModel, item: AdapterItem): Promise<Compatibility> {
    const key = [model.checkpoint.path, model.stamp, item.path, item.stamp.text].join('\n')
    const known = remembered.get(key)
    if (known !== undefined) return known
    const found = await compare(model, item, adapters)
    await nextTurn()
    if (remembered.size >= mostRemembered) remembered.clear()
    remembered.set(key, found)
    return found
  }

  return {
    async match(modelPath, items) {
      const model = await models.open(modelPath)
      const matches: Compatibility[] = []
      for (const item of items) matches.push(await matchOne(model, item))
      return matches
    },
  }
}

async function compare({ slots }: OpenModel, item: AdapterItem, adapters: OpenAdapters): Promise<Compatibility> {
  const { id } = item
  const { problem } = item.facts
  if (problem !== undefined) return { type: 'refused', id, error: problem }
  try {
    const adapter = await adapters.open(item)
    const { applied, skipped } = matchAdapter(adapter, slots)
    const groups = groupByReason(skipped).slice(0, mostReasons)
    return {
      type: 'applies',
      id,
      applied: applied.length,
      layers: adapter.layers.length,
      skipped: groups.map(({ reason, layers }) => ({
        reason,
        count: layers.length,
        examples: layers.slice(0, mostExamples).map(({ target }) => target),
      })),
    }
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    return { type: 'refused', id, error: problemReport(error, item.path) }
  }
}
