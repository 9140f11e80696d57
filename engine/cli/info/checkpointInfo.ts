import { openCheckpoint } from '../../checkpoint/checkpoint.ts'
import type { Architecture } from '../../checkpoint/architecture.ts'
import type { SchedulerConfig } from '../../checkpoint/configs/schedulerConfig.ts'
import { nativeSideOf } from '../../checkpoint/nativeSide.ts'
import { describeByteSize } from '../../files/byteSize.ts'
import { slotsOfModel } from '../../networks/modelSlots.ts'
import { counted, plainText } from '../plainText.ts'
import { formatFacts, formatTable } from './columns.ts'
import { componentTable, describeCount, reportComponent } from './componentReport.ts'
import type { ComponentReport } from './componentReport.ts'

export interface CheckpointReport {
  readonly type: 'checkpoint'
  readonly kind: 'folder'
  readonly path: string
  readonly name: string
  readonly architecture: Architecture
  readonly components: readonly ComponentReport[]
  readonly parameters: number
  readonly bytes: number
  readonly adaptableLayers: number
  /** Side of the pictures that it was trained on, where the model says so. */
  readonly trainedSide: number | null
  readonly hasTokenizer: boolean
  readonly scheduler: SchedulerConfig
}

export const architectureNames: Readonly<Record<Architecture, string>> = {
  sd1: 'Stable Diffusion 1',
  sd2: 'Stable Diffusion 2',
  sdxl: 'Stable Diffusion XL',
}

/** Describes a model folder. Errors as `openCheckpoint`. */
export async function reportCheckpoint(path: string): Promise<CheckpointReport> {
  const checkpoint = await openCheckpoint(path)
  const { unet, textEncoders, vae, scheduler, tokenizers, architecture, name } = checkpoint
  const slots = slotsOfModel(checkpoint)
  const encoderSlots = [slots.textEncoder, slots.textEncoder2]
  const encoderNames = ['text encoder', 'text encoder 2']
  const components = [
    reportComponent('UNet', unet.weights.values(), slots.unet?.length ?? 0),
    ...textEncoders.map(({ weights }, index) =>
      reportComponent(encoderNames[index]!, weights.values(), encoderSlots[index]?.length ?? 0),
    ),
    ...(vae ? [reportComponent('VAE', vae.weights.values())] : []),
  ]
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  return {
    type: 'checkpoint',
    kind: 'folder',
    path: checkpoint.path,
    name,
    architecture,
    components,
    parameters: sum(components.map(({ parameters }) => parameters)),
    bytes: sum(components.map(({ bytes }) => bytes)),
    adaptableLayers: sum(components.map(({ adaptableLayers }) => adaptableLayers ?? 0)),
    trainedSide: nativeSideOf(checkpoint) ?? null,
    hasTokenizer: tokenizers.length > 0,
    scheduler,
  }
}

/** For people. */
export function formatCheckpoint(report: CheckpointReport): string[] {
  const { name, path, architecture, parameters, bytes, adaptableLayers, trainedSide, hasTokenizer } = report
  const missing = [
    ...(report.components.some((component) => component.name === 'VAE') ? [] : ['the VAE']),
    ...(hasTokenizer ? [] : ['the tokenizer']),
  ]
  return [
    ...formatFacts([
      ['model', plainText(name)],
      ['path', path],
      ['architecture', `${architectureNames[architecture]} (${architecture}), a folder in the layout of diffusers`],
      ['size', `${describeCount(parameters)} parameters, ${describeByteSize(bytes)}`],
      ['pictures', trainedSide === null ? undefined : `trained at ${trainedSide}x${trainedSide}`],
      ['adapters', `can change ${counted(adaptableLayers, 'layer')}`],
      ['scheduler', describeScheduler(report.scheduler)],
      ['missing', missing.length === 0 ? undefined : `${missing.join(' and ')}: it cannot render like this`],
    ]),
    '',
    ...formatTable(componentTable(report.components)),
  ]
}

function describeScheduler(scheduler: SchedulerConfig): string[] {
  const { samplerClass, predictionType, trainTimesteps, trainedBetas, betaSchedule, betaStart, betaEnd } = scheduler
  const betas = trainedBetas === null ? `${betaSchedule} betas ${betaStart} to ${betaEnd}` : 'a table of betas'
  return [
    `${plainText(samplerClass)}, predicts ${predictionType}`,
    `${betas}, ${counted(trainTimesteps, 'timestep')}, ${scheduler.timestepSpacing} spacing`,
  ]
}
