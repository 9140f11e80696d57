import type { SlotsByComponent } from '../adapters/matchAdapter.ts'
import { countTokens } from '../conditioning/countTokens.ts'
import type { TokenCount } from '../conditioning/countTokens.ts'
import { readTokenizer } from '../conditioning/readTokenizer.ts'
import type { ClipTokenizer } from '../tokenizer/clipTokenizer.ts'
import { EngineError } from '../errors/engineError.ts'
import { openCheckpoint } from '../checkpoint/checkpoint.ts'
import type { Checkpoint } from '../checkpoint/checkpoint.ts'
import { slotsOfModel } from '../networks/modelSlots.ts'
import { findFile } from './folderSources.ts'
import { stampOf } from './stamp.ts'

/** A model as far as adapters and settings need it. */
export interface OpenModel {
  readonly checkpoint: Checkpoint
  readonly slots: SlotsByComponent
  /** Another for each state of its files. */
  readonly stamp: string
  /** To its first text encoder: all of a model divide a text alike. Undefined for a text that prompts cannot hold. */
  readonly countTokens: (text: string) => Promise<TokenCount | undefined>
}

/** Models that are compared with adapters, kept while their files stay as they are. */
export interface OpenModels {
  /** Errors as `openCheckpoint`. */
  open(path: string): Promise<OpenModel>
}

/** The slots of a large model take a few megabytes. */
const mostKept = 3

export function createOpenModels(): OpenModels {
  const kept = new Map<string, { readonly stamp: string; readonly model: Promise<OpenModel> }>()
  return {
    async open(path) {
      const item = await findFile(path)
      const stamp = (item && (await stampOf(item)))?.text ?? ''
      const known = kept.get(path)
      kept.delete(path)
      const model = known?.stamp === stamp ? known.model : openModel(path, stamp)
      kept.set(path, { stamp, model })
      if (kept.size > mostKept) kept.delete(kept.keys().next().value!)
      model.catch(() => kept.get(path)?.model === model && kept.delete(path))
      return model
    },
  }
}

async function openModel(path: string, stamp: string): Promise<OpenModel> {
  const checkpoint = await openCheckpoint(path)
  return { checkpoint, slots: slotsOfModel(checkpoint), stamp, countTokens: tokenCounter(checkpoint) }
}

function tokenCounter(checkpoint: Checkpoint): OpenModel['countTokens'] {
  let tokenizer: Promise<ClipTokenizer> | undefined
  return async (text) => {
    tokenizer ??= readTokenizer(checkpoint, 0)
    tokenizer.catch(() => (tokenizer = undefined))
    try {
      return countTokens(await tokenizer, text, checkpoint.textEncoders[0]!.config.maxPositions)
    } catch (error) {
      if (error instanceof EngineError && error.code === 'setting-invalid') return undefined
      throw error
    }
  }
}
