import { basename } from 'node:path'
import { openCheckpoint } from '../../checkpoint/checkpoint.ts'
import { EngineError } from '../../errors/engineError.ts'
import { describeByteSize } from '../../files/byteSize.ts'
import { openSafetensors } from '../../safetensors/safetensorsFile.ts'
import type { TensorEntry } from '../../safetensors/safetensorsFile.ts'
import { plainText } from '../plainText.ts'
import { formatFacts, formatTable } from './columns.ts'
import { componentTable, describeCount, reportComponent } from './componentReport.ts'
import type { ComponentReport } from './componentReport.ts'

export interface SingleFileReport {
  readonly type: 'checkpoint'
  readonly kind: 'file'
  readonly path: string
  readonly name: string
  readonly components: readonly ComponentReport[]
  readonly parameters: number
  readonly bytes: number
  /** Why it cannot be rendered with. */
  readonly unsupported: string
  readonly remedy: string
}

/** The networks of a single-file checkpoint by how the names of their tensors begin. */
const networks: readonly (readonly [prefix: RegExp, name: string])[] = [
  [/^model\.diffusion_model\./, 'UNet'],
  [/^(cond_stage_model|conditioner\.embedders\.0)\./, 'text encoder'],
  [/^conditioner\.embedders\.1\./, 'text encoder 2'],
  [/^first_stage_model\./, 'VAE'],
]

/** Describes a single-file checkpoint by its header. Errors as `openSafetensors` and `openCheckpoint`. */
export async function reportSingleFile(path: string): Promise<SingleFileReport> {
  const { tensors, byteLength, path: absolutePath } = await openSafetensors(path)
  const reason = await refusalOf(path)
  const nameOf = (entry: TensorEntry) => networks.find(([prefix]) => prefix.test(entry.name))?.[1] ?? 'other'
  const tensorsOfNetwork = new Map<string, TensorEntry[]>(networks.map(([, name]) => [name, []]))
  for (const entry of tensors.values()) {
    const name = nameOf(entry)
    const entries = tensorsOfNetwork.get(name) ?? []
    entries.push(entry)
    tensorsOfNetwork.set(name, entries)
  }
  const components = [...tensorsOfNetwork]
    .filter(([, entries]) => entries.length > 0)
    .map(([name, entries]) => reportComponent(name, entries))
  return {
    type: 'checkpoint',
    kind: 'file',
    path: absolutePath,
    name: basename(path),
    components,
    parameters: components.reduce((total, { parameters }) => total + parameters, 0),
    bytes: byteLength,
    unsupported: reason.message,
    remedy: reason.remedy,
  }
}

async function refusalOf(path: string): Promise<EngineError> {
  try {
    await openCheckpoint(path)
  } catch (error) {
    if (error instanceof EngineError && error.code === 'model-unsupported') return error
    throw error
  }
  throw new Error('Bug: a checkpoint file that opens is described as such')
}

/** For people. */
export function formatSingleFile(report: SingleFileReport): string[] {
  return [
    ...formatFacts([
      ['model', plainText(report.name)],
      ['path', report.path],
      ['size', `${describeCount(report.parameters)} parameters, ${describeByteSize(report.bytes)}`],
      ['not used', [report.unsupported, report.remedy]],
    ]),
    '',
    ...formatTable(componentTable(report.components)),
  ]
}
