import { assert } from '../errors/engineError.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { batchFeeds, rowOf, stackRows, type BatchRow } from './batchFeeds.ts'
import {
  createFeatureStore,
  type FeatureStore,
  type Halves,
  type RowComputation,
  type StoredFeature,
} from './featureStore.ts'
import type { Network, UNetVariant } from './network.ts'
import type { FeatureReuse, PlanRowAttention, RowAttention, RowWeight, StepPlan } from './plan.ts'

/** From where a prediction is made. */
export interface PredictionPoint {
  readonly latents: Float32Array
  readonly timestep: number
  readonly stepIndex: number
}

/** What became of a row of the plan. */
export interface RowReport {
  /** Whether all of the network was computed. */
  readonly isComputed: boolean
  /** How many steps ago the feature that it read was computed; 0 if it is computed now. */
  readonly age: number
}

export interface Prediction {
  /** After guidance, in the network's own scale; same length as the latents. */
  readonly noise: Float32Array
  /** One for each row of the plan. */
  readonly rows: readonly RowReport[]
  /** With which the rows were summed, whoever found them. */
  readonly weights: readonly RowWeight[]
  /** How long it took. */
  readonly milliseconds: number
  /** Of each row, where it was asked for. */
  readonly attention?: readonly PlanRowAttention[]
}

/** What a plan says about a prediction. */
export type PredictionPlan = Pick<
  StepPlan,
  'rows' | 'combine' | 'masks' | 'unconditionalMasks' | 'segments' | 'reuse' | 'isSequential'
>

/** @param readsAttention Also gives the attention of every row. */
export type NoisePredictor = (
  plan: PredictionPlan,
  point: PredictionPoint,
  readsAttention?: boolean,
) => Promise<Prediction>

/** A row of the plan after its evaluation. */
interface RowResult {
  readonly noise: Halves<Float32Array>
  readonly attention?: Halves<RowAttention>
  readonly report: RowReport
}

/**
 * Predicts noise by plans, for one picture: all rows of a plan, with both halves of classifier-free guidance, are one
 * call of the UNet, or two where some rows read a stored feature.
 * u + guidanceScale (c − u): Ho & Salimans 2022, eq. 6, with guidanceScale = 1 + w. At a scale of 1 the unconditional
 * half has no effect and is not computed.
 */
export function createNoisePredictor(network: Network): NoisePredictor {
  const store = createFeatureStore()
  return async (plan, point, readsAttention = false) => {
    const started = performance.now()
    const wantsAttention = readsAttention || typeof plan.combine === 'function'
    const results = await evaluateRows({ network, store, plan, point, wantsAttention })
    const attention = wantsAttention ? results.map((result) => result.attention!) : undefined
    const weights = typeof plan.combine === 'function' ? plan.combine(attention!) : plan.combine
    assert(weights.length === plan.rows.length, 'every row has a weight')
    const conditional = weightedSum(
      results.map(({ noise }) => noise.conditional),
      weights,
    )
    const rows = results.map(({ report }) => report)
    const predicted = (noise: Float32Array): Prediction => {
      const milliseconds = performance.now() - started
      return { noise, rows, weights, milliseconds, ...(attention && { attention }) }
    }
    if (!isGuided(network)) return predicted(conditional)
    const unconditional = weightedSum(
      results.map(({ noise }) => noise.unconditional!),
      weights,
    )
    return predicted(guide(unconditional, conditional, network.guidanceScale))
  }
}

interface Evaluation {
  readonly network: Network
  readonly store: FeatureStore
  readonly plan: PredictionPlan
  readonly point: PredictionPoint
  readonly wantsAttention: boolean
}

function isGuided({ guidanceScale }: Network): boolean {
  return guidanceScale !== 1
}

/** Every row of the plan, computed or with its stored feature. */
async function evaluateRows(evaluation: Evaluation): Promise<RowResult[]> {
  const { plan, store } = evaluation
  const places = [...plan.rows.keys()]
  if (!plan.reuse) return inBatches(evaluation, places, (batch) => evaluate(evaluation, batch, {}))
  const residuals = await firstBlockResiduals(evaluation, plan.reuse)
  const isComputed = places.map((place) => needsComputation(evaluation, plan.reuse!, place, residuals?.[place]))
  const computed = places.filter((place) => isComputed[place])
  const reused = places.filter((place) => !isComputed[place])
  const results: RowResult[] = []
  const keep = async (batch: readonly number[], rows: Promise<RowResult[]>) =>
    (await rows).forEach((row, index) => (results[batch[index]!] = row))
  await keep(
    computed,
    inBatches(evaluation, computed, (batch) => computeAndStore(evaluation, batch, residuals)),
  )
  for (const place of reused) store.read(place, computationOf(plan, place))
  await keep(
    reused,
    inBatches(evaluation, reused, (batch) => evaluateStored(evaluation, batch)),
  )
  return results
}

/** All rows in one call, or each in one of its own. */
async function inBatches<Result>(
  { plan }: Evaluation,
  places: readonly number[],
  evaluateBatch: (batch: readonly number[]) => Promise<Result[]>,
): Promise<Result[]> {
  if (places.length === 0) return []
  if (!plan.isSequential) return evaluateBatch(places)
  const results: Result[] = []
  for (const place of places) results.push(...(await evaluateBatch([place])))
  return results
}

/** What decides on the deep features of a row. */
function computationOf({ rows, masks, unconditionalMasks, segments }: PredictionPlan, place: number): RowComputation {
  return { row: rows[place]!, masks, unconditionalMasks, segments }
}

function needsComputation(
  { plan, store, wantsAttention }: Evaluation,
  reuse: FeatureReuse,
  place: number,
  residual: Halves<Float32Array> | undefined,
): boolean {
  const stored = store.find(place, computationOf(plan, place))
  if (!stored || (wantsAttention && !stored.attention)) return true
  if (reuse.type === 'planned') return reuse.computed[place]!
  if (stored.timesRead >= reuse.mostSkips) return true
  const halves = (['conditional', 'unconditional'] as const).filter((half) => residual?.[half])
  const differences = halves.map((half) => relativeDifference(residual![half]!, stored.residual![half]!))
  return !(Math.max(...differences) < reuse.threshold)
}

/** mean |r − before| / mean |before|: how much a first block's residual changed (first-block cache, ParaAttention). */
function relativeDifference(residual: Float32Array, before: Float32Array): number {
  let difference = 0
  let size = 0
  for (let i = 0; i < residual.length; i++) {
    difference += Math.abs(residual[i]! - before[i]!)
    size += Math.abs(before[i]!)
  }
  return difference / size
}

async function firstBlockResiduals(
  evaluation: Evaluation,
  reuse: FeatureReuse,
): Promise<Halves<Float32Array>[] | undefined> {
  if (reuse.type !== 'first-block') return undefined
  const places = [...evaluation.plan.rows.keys()]
  return inBatches(evaluation, places, async (batch) => {
    const residuals = (await runUNet(evaluation, batch, { outputs: ['firstBlockResidual'] })).get('firstBlockResidual')!
    return batch.map((place) => halvesOf(evaluation, batch, place, (row) => rowOf(residuals, row).slice()))
  })
}

async function computeAndStore(
  evaluation: Evaluation,
  batch: readonly number[],
  residuals: readonly Halves<Float32Array>[] | undefined,
): Promise<RowResult[]> {
  const { plan, store, point } = evaluation
  const { cut } = plan.reuse!
  const outputs = await runUNet(evaluation, batch, { cut, outputs: [...outputsOf(evaluation), 'feature'] })
  const results = resultsOf(evaluation, batch, outputs)
  const feature = outputs.get('feature')!
  batch.forEach((place, index) => {
    const { attention } = results[index]!
    const residual = residuals?.[place]
    const stored: StoredFeature = {
      // Copies, so that one row's feature does not keep those of all in memory.
      feature: halvesOf(evaluation, batch, place, (row) => rowOf(feature, row).slice()),
      shape: feature.shape.slice(1),
      stepIndex: point.stepIndex,
      ...(residual && { residual }),
      ...(attention && { attention }),
    }
    store.put(place, computationOf(plan, place), stored)
  })
  return results
}

async function evaluateStored(evaluation: Evaluation, batch: readonly number[]): Promise<RowResult[]> {
  const { plan, store, point } = evaluation
  const stored = batch.map((place) => store.find(place, computationOf(plan, place))!)
  const halves = isGuided(evaluation.network) ? (['unconditional', 'conditional'] as const) : (['conditional'] as const)
  const features = halves.flatMap((half) => stored.map(({ feature }) => feature[half]!))
  const cachedFeature = stackRows(features, stored[0]!.shape)
  const variant: UNetVariant = { cut: plan.reuse!.cut, reusesFeature: true }
  const outputs = await runUNet(evaluation, batch, variant, new Map([['cachedFeature', cachedFeature]]))
  return resultsOf(evaluation, batch, outputs).map((result, index) => {
    const { attention, stepIndex } = stored[index]!
    const report = { isComputed: false, age: point.stepIndex - stepIndex }
    return { ...result, report, ...(attention && { attention }) }
  })
}

async function evaluate(evaluation: Evaluation, batch: readonly number[], variant: UNetVariant): Promise<RowResult[]> {
  const outputs = await runUNet(evaluation, batch, { ...variant, outputs: outputsOf(evaluation) })
  return resultsOf(evaluation, batch, outputs)
}

function outputsOf({ wantsAttention }: Evaluation): NonNullable<UNetVariant['outputs']> {
  return wantsAttention ? ['noisePrediction', 'crossAttentionMap'] : ['noisePrediction']
}

/** Runs a graph for some rows of the plan: first their unconditional halves, then their conditional ones. */
async function runUNet(
  { network, plan, point }: Evaluation,
  batch: readonly number[],
  variant: UNetVariant,
  more: ReadonlyMap<string, Tensor> = new Map(),
): Promise<Map<string, Tensor>> {
  const rows = batch.map((place) => plan.rows[place]!)
  const { masks: planMasks, unconditionalMasks = planMasks, segments } = plan
  const conditional = rows.map((row): BatchRow => ({ text: row.conditional, gate: row.gate, masks: planMasks }))
  const unconditional = rows.map((row): BatchRow => {
    return { text: row.unconditional, gate: row.unconditionalGate ?? row.gate, masks: unconditionalMasks }
  })
  const all = isGuided(network) ? [...unconditional, ...conditional] : conditional
  const unet = await network.unet(variant)
  const feeds = await batchFeeds(network, unet, all, { ...point, segments })
  for (const [name, value] of more) feeds.set(name, value)
  return unet.session.run(feeds)
}

function resultsOf(
  evaluation: Evaluation,
  batch: readonly number[],
  outputs: ReadonlyMap<string, Tensor>,
): RowResult[] {
  const maps = outputs.get('crossAttentionMap')
  return batch.map((place) => ({
    noise: halvesOf(evaluation, batch, place, (row) => rowOf(outputs.get('noisePrediction')!, row)),
    ...(maps && { attention: halvesOf(evaluation, batch, place, (row) => ({ cross: rowOf(maps, row) })) }),
    report: { isComputed: true, age: 0 },
  }))
}

/** What `read` finds in the rows of a call that belong to a row of the plan. */
function halvesOf<Value>(
  { network }: Evaluation,
  batch: readonly number[],
  place: number,
  read: (row: number) => Value,
): Halves<Value> {
  const index = batch.indexOf(place)
  if (!isGuided(network)) return { conditional: read(index) }
  return { unconditional: read(index), conditional: read(batch.length + index) }
}

/** Σ weight · row. A single row of weight 1 comes through untouched. */
function weightedSum(rows: readonly Float32Array[], weights: readonly RowWeight[]): Float32Array {
  if (weights.length === 1 && weights[0] === 1) return rows[0]!
  const sum = new Float32Array(rows[0]!.length)
  weights.forEach((weight, index) => {
    const prediction = rows[index]!
    if (typeof weight === 'number') {
      for (let i = 0; i < sum.length; i++) sum[i]! += weight * prediction[i]!
    } else {
      const cells = weight.length // the same for every channel
      for (let i = 0; i < sum.length; i++) sum[i]! += weight[i % cells]! * prediction[i]!
    }
  })
  return sum
}

function guide(unconditional: Float32Array, conditional: Float32Array, scale: number): Float32Array {
  return conditional.map((value, index) => unconditional[index]! + scale * (value - unconditional[index]!))
}
