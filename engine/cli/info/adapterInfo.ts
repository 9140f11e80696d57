import type { Adapter, NamingConvention } from '../../adapters/adapter.ts'
import { readAdapter } from '../../adapters/adapterFile.ts'
import type { AdapterMetadata } from '../../adapters/adapterMetadata.ts'
import { describeAdapter } from '../../adapters/describeAdapter.ts'
import type { AdapterDescription } from '../../adapters/describeAdapter.ts'
import { matchAdapter } from '../../adapters/matchAdapter.ts'
import { openCheckpoint } from '../../checkpoint/checkpoint.ts'
import { EngineError } from '../../errors/engineError.ts'
import { describeByteSize } from '../../files/byteSize.ts'
import { slotsOfModel } from '../../networks/modelSlots.ts'
import { appliedLayers, skippedByReason } from '../adapterReport.ts'
import type { AppliedReport } from '../adapterReport.ts'
import { starterModelFolder } from '../installation.ts'
import { counted, plainText, shortened } from '../plainText.ts'
import { formatFacts } from './columns.ts'
import { findNearbyModels } from './nearbyModels.ts'

/** What of an adapter would be used with one model. */
export type ModelMatchReport =
  | ({ readonly type: 'applies'; readonly model: string; readonly path: string } & AppliedReport)
  | {
      /** The adapter is made for another model, or the model cannot be opened. */
      readonly type: 'refused' | 'unopened'
      readonly model: string
      readonly path: string
      readonly code: string
      readonly message: string
      readonly remedy: string
    }

export interface AdapterReport extends AdapterDescription {
  readonly type: 'adapter'
  readonly path: string
  readonly name: string
  readonly layers: number
  readonly metadata: AdapterMetadata
  readonly models: readonly ModelMatchReport[]
}

/**
 * Describes an adapter and compares it with `modelPath`, or with the starter model and the models near the file. Errors
 * as `readAdapter`, and as `openCheckpoint` for `modelPath`.
 */
export async function reportAdapter(path: string, modelPath: string | undefined): Promise<AdapterReport> {
  const adapter = await readAdapter(path)
  const models = modelPath === undefined ? await matchCandidates(adapter) : [await matchModel(adapter, modelPath)]
  return {
    type: 'adapter',
    path: adapter.path,
    name: adapter.name,
    ...describeAdapter(adapter),
    layers: adapter.layers.length,
    metadata: adapter.metadata,
    models,
  }
}

/** Models that take the adapter come first, models that cannot be opened last. */
const order: readonly ModelMatchReport['type'][] = ['applies', 'refused', 'unopened']

/** The starter model, then what lies near; models that cannot be opened say why. */
async function matchCandidates(adapter: Adapter): Promise<ModelMatchReport[]> {
  const paths = await findNearbyModels(adapter.path, starterModelFolder())
  const reports: ModelMatchReport[] = []
  for (const path of paths) {
    try {
      reports.push(await matchModel(adapter, path))
    } catch (error) {
      if (!(error instanceof EngineError)) throw error
      reports.push(refusal('unopened', path, path, error))
    }
  }
  return reports.sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type))
}

async function matchModel(adapter: Adapter, modelPath: string): Promise<ModelMatchReport> {
  const checkpoint = await openCheckpoint(modelPath)
  const { name, path } = checkpoint
  try {
    const { applied, skipped } = matchAdapter(adapter, slotsOfModel(checkpoint))
    return {
      type: 'applies',
      model: name,
      path,
      applied: applied.length,
      layers: adapter.layers.length,
      skipped: skipped.map(({ target, reason }) => ({ layer: target, reason })),
    }
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'adapter-mismatch') throw error
    return refusal('refused', name, path, error)
  }
}

function refusal(
  type: 'refused' | 'unopened',
  model: string,
  path: string,
  { code, message, remedy }: EngineError,
): ModelMatchReport {
  return { type, model, path, code, message, remedy }
}

const conventionNames: Readonly<Record<NamingConvention, string>> = {
  kohya: "the names of kohya's scripts",
  diffusers: 'the names of diffusers',
  peft: 'the names of PEFT',
}

const evidenceWords: Readonly<Record<AdapterDescription['evidence'], string>> = {
  shapes: ', by its shapes',
  metadata: ', by its own words',
  none: '',
}

const componentNames = { unet: 'UNet', textEncoder: 'text encoder', textEncoder2: 'text encoder 2' } as const
const longestText = 100
const mostModelsShown = 4

/** For people. */
export function formatAdapter(report: AdapterReport): string[] {
  const { metadata, ranks, loraAlpha, madeFor, evidence, triggerWords } = report
  const strength = metadata.preferredStrength
  return [
    ...formatFacts([
      ['adapter', plainText(report.name)],
      ['path', report.path],
      ['kind', `${report.kind} in ${conventionNames[report.convention]}, ${describeByteSize(metadata.byteLength)}`],
      ['made for', `${plainText(madeFor)}${evidenceWords[evidence]}`],
      ['base model', optional(metadata.baseModel)],
      ['trigger words', triggerWords.length === 0 ? undefined : quoted(triggerWords.join(', '))],
      ['layers', describeLayers(report)],
      ['rank', describeRanks(ranks)],
      ['alpha', range(loraAlpha.smallest, loraAlpha.largest)],
      ['strength', strength === undefined ? undefined : `${strength}, as its author advises`],
      ['author', optional(metadata.author)],
      ['license', optional(metadata.license)],
      ['hint', optional(metadata.usageHint ?? metadata.description)],
      ['refused', report.refusedLayers === 0 ? undefined : counted(report.refusedLayers, 'layer')],
      [
        'unused',
        report.unrecognisedTensors === 0 ? undefined : `${counted(report.unrecognisedTensors, 'tensor')} of no layer`,
      ],
    ]),
    '',
    ...report.models.slice(0, mostModelsShown).flatMap(formatModelMatch),
    ...hiddenModels(report.models.slice(mostModelsShown)),
  ]
}

function formatModelMatch(match: ModelMatchReport): string[] {
  if (match.type !== 'applies') {
    const outcome = match.type === 'refused' ? `does not apply to ${plainText(match.model)}` : 'not compared'
    return [`${outcome}: ${plainText(match.message)}`]
  }
  const { applied, layers, skipped, model } = match
  return [
    `${appliedLayers({ applied, layers })} of ${plainText(model)}; ${skipped.length} skipped`,
    ...skippedByReason(skipped).map((line) => `  ${line}`),
  ]
}

function hiddenModels(hidden: readonly ModelMatchReport[]): string[] {
  return hidden.length === 0 ? [] : [`and ${counted(hidden.length, 'other model')} nearby; --model compares with one`]
}

function optional(text: string | undefined): string | undefined {
  return text === undefined ? undefined : quoted(text)
}

function quoted(text: string): string {
  return shortened(plainText(text), longestText)
}

function describeLayers({ layers, layersByComponent }: AdapterReport): string {
  const parts = Object.entries(layersByComponent).map(
    ([component, count]) => `${count} ${componentNames[component as keyof typeof componentNames]}`,
  )
  return `${layers}: ${parts.join(', ')}`
}

const mostRanksShown = 4

function describeRanks(ranks: AdapterDescription['ranks']): string {
  if (ranks.length === 1) return String(ranks[0]!.rank)
  if (ranks.length > mostRanksShown) return `${range(ranks[0]!.rank, ranks.at(-1)!.rank)}, different by layer`
  return ranks.map(({ rank, layers }) => `${rank} in ${counted(layers, 'layer')}`).join(', ')
}

function range(smallest: number, largest: number): string {
  return smallest === largest ? String(smallest) : `${smallest} to ${largest}`
}
