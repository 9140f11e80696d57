import { setImmediate as nextTurn } from 'node:timers/promises'
import { encodePrompt } from '../../conditioning/textEncoders.ts'
import type { Network, OpenUNet, UNetVariant } from '../../composition/network.ts'
import { assert, EngineError } from '../../errors/engineError.ts'
import { toPixels } from '../../image/imageTensor.ts'
import { encodePng } from '../../image/png.ts'
import type { Feeds } from '../../runtime/session.ts'
import { decodeLatents, vaeDownsampleFactor } from '../decodeLatents.ts'
import { decoderMemoryBound } from '../finishPicture.ts'
import { readPeakMemory, restartPeakMemory } from '../peakMemory.ts'
import type { PreparedRender } from '../prepareRender.ts'
import { createPictureReader, type PictureReader } from '../readPicture.ts'
import type { Assumption } from './assumedRun.ts'
import { callKey, type CallKind } from './callKinds.ts'
import { createCallTimes, type CallTimes } from './callTimes.ts'
import { rangeOf, type CostRange } from './costRange.ts'
import { graphsOf, type RenderCounts } from './countCost.ts'
import { inventOutputs } from './dryNetwork.ts'
import { dryRender } from './dryRender.ts'
import { networkCall } from './networkCalls.ts'
import { createRemembered } from '../remembered.ts'

/** Milliseconds, from calls that were made on this machine. */
export interface TimeCost {
  /** Before the first picture: opening graphs that the render needs and reading its texts. */
  readonly once: number
  /** Of one picture, saved. */
  readonly picture: CostRange
  /** What of it is reading the finished picture, decoding and compressing. */
  readonly finishing: number
  /**
   * The most bytes that this process held meanwhile: all of it, with the runtime; missing where the system does not
   * tell.
   */
  readonly peakBytes?: number
}

/** How long one call took: first, when its graph may have to be opened, and then usually. */
interface CallTime {
  readonly first: number
  readonly usual: number
}

/** A call that takes longer is timed once, besides the first. */
const longCall = 3000
/** The first warms up, the middle of the others counts. */
const rounds = 3
/** Evaluations after which the work between the calls is known. */
const leastEvaluations = 4

/** What is known of earlier estimates on this model, and what may be added to it. */
export interface KnownTimes {
  readonly times: CallTimes
  /** Whether what is not known is measured; otherwise there is no estimate without it. */
  readonly mayMeasure: boolean
}

/**
 * Estimates how long a picture takes: every kind of call that `countCost` found is made on this machine, with what a
 * render feeds to it. Takes about as long as a few steps.
 */
export async function timeCost(prepared: PreparedRender, counts: RenderCounts, signal: AbortSignal): Promise<TimeCost> {
  const time = await timeUnknown(prepared, counts, { times: createCallTimes(), mayMeasure: true }, signal)
  assert(time, 'what may be measured is known afterwards')
  return time
}

/** As `timeCost`, but measures only what is not known yet; undefined where something is and nothing may be measured. */
export async function timeUnknown(
  prepared: PreparedRender,
  counts: RenderCounts,
  { times, mayMeasure }: KnownTimes,
  signal: AbortSignal,
): Promise<TimeCost | undefined> {
  const known = placedTimes(times, prepared)
  if (!mayMeasure && !isKnown(known, counts)) return undefined
  const isMeasured = restartPeakMemory()
  const timings = await timeCalls(prepared, counts, known, signal)
  const text = known.get('text') ?? (await timeText(prepared))
  known.set('text', text)
  signal.throwIfAborted()
  const finishing = await timeFinishingOnce(prepared, known, signal)
  const sampling = (assumption: Assumption) => {
    const calls = [...counts.calls.values()].map((call) => call.times[assumption] * usualTime(call, timings.calls))
    return calls.reduce((sum, time) => sum + time, counts.evaluations * timings.between)
  }
  const peakBytes = isMeasured ? readPeakMemory() : undefined
  return {
    ...(peakBytes !== undefined && { peakBytes }),
    once: timings.opening + text * counts.textTokens + Math.max(0, finishing.first - finishing.usual),
    picture: rangeOf(sampling('fewest') + finishing.usual, sampling('most') + finishing.usual),
    finishing: finishing.usual,
  }
}

/** What of a model's times is of this size, device and set of adapters, whose ranks and number count. */
function placedTimes(times: CallTimes, { model, size, adapters, planner }: PreparedRender): CallTimes {
  const { masked, segmentTokens, mostMaskedCells } = planner
  const ranks = adapters.matches.map(({ applied }) => applied.reduce((sum, { layer }) => sum + layer.rank, 0))
  const place = [model.runtime.provider, size, masked, segmentTokens, mostMaskedCells, ranks]
  const page = JSON.stringify(place)
  return {
    get: (key) => times.get(`${page} ${key}`),
    set: (key, milliseconds) => times.set(`${page} ${key}`, milliseconds),
  }
}

function isKnown(known: CallTimes, { calls }: RenderCounts): boolean {
  return ['text', 'between', 'finishing', ...keysToTime(calls)].every((key) => known.get(key) !== undefined)
}

async function timeFinishingOnce(prepared: PreparedRender, known: CallTimes, signal: AbortSignal): Promise<CallTime> {
  const usual = known.get('finishing')
  if (usual !== undefined) return once(usual)
  const measured = await timeFinishing(prepared, signal)
  known.set('finishing', measured.usual)
  return measured
}

interface Timings {
  readonly calls: readonly TimedCall[]
  /** Between the calls of an evaluation. */
  readonly between: number
  readonly opening: number
}

interface TimedCall {
  readonly call: CallKind
  readonly usual: number
}

type Run = () => Promise<unknown>

/**
 * Makes the calls of a render in turns, as a render does: one that is repeated at once finds its weights still at hand.
 */
async function timeCalls(
  prepared: PreparedRender,
  counts: RenderCounts,
  known: CallTimes,
  signal: AbortSignal,
): Promise<Timings> {
  const wanted = keysToTime(counts.calls)
  const missing = new Set([...wanted].filter((key) => known.get(key) === undefined))
  const isMeasured = missing.size > 0 || known.get('between') === undefined
  const collected = isMeasured ? await collectCalls(prepared, missing, signal) : undefined
  const times = new Map<string, CallTime>()
  for (let round = 0; round < rounds; round++) {
    for (const [key, run] of collected?.runs ?? []) {
      const before = times.get(key)
      if (round > 1 && before!.usual > longCall) continue
      await nextTurn() // a call blocks the thread: here an interruption is noticed
      signal.throwIfAborted()
      const time = await timeOf(run)
      times.set(key, before ? { ...before, usual: round === 1 ? time : (before.usual + time) / 2 } : once(time))
    }
  }
  for (const [key, { usual }] of times) known.set(key, usual)
  if (collected) known.set('between', collected.between)
  const warming = [...times.values()].reduce((sum, { first, usual }) => sum + Math.max(0, first - usual), 0)
  const calls = [...wanted].map((key) => ({ call: counts.calls.get(key)!, usual: known.get(key)! }))
  return { calls, between: known.get('between')!, opening: (collected?.opening ?? 0) + warming }
}

function once(time: number): CallTime {
  return { first: time, usual: time }
}

/** One call of each kind with what a render feeds to it, from a render whose calls are answered at once. */
async function collectCalls(
  prepared: PreparedRender,
  wanted: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<{ runs: ReadonlyMap<string, Run>; between: number; opening: number }> {
  const missing = new Set(wanted)
  const runs = new Map<string, Run>()
  const between: number[] = []
  let [opening, openingNow] = [0, 0]
  const open = async (graph: () => Promise<OpenUNet>): Promise<OpenUNet> => {
    const started = performance.now()
    const opened = await graph()
    openingNow += performance.now() - started
    return opened
  }
  const meet = (key: string, run: Run) => {
    if (missing.delete(key)) runs.set(key, run)
  }
  for (const assumption of ['most', 'fewest'] as const) {
    if (missing.size === 0) break
    const network = collectingNetwork(prepared, assumption, open, meet)
    for await (const { milliseconds } of dryRender(prepared, network, assumption, signal)) {
      between.push(Math.max(0, milliseconds - openingNow))
      opening += openingNow
      openingNow = 0
      if (missing.size === 0 && between.length >= leastEvaluations) break
    }
  }
  assert(missing.size === 0, 'what was counted happens again')
  return { runs, between: middle(between), opening }
}

/** Of calls that differ in their rows alone the smallest and the largest; what lies between is interpolated. */
function keysToTime(calls: ReadonlyMap<string, CallKind>): Set<string> {
  const keys = new Set<string>()
  for (const [, call] of calls) {
    const alike = [...calls].filter(([, other]) => isAlike(call, other)).sort(([, a], [, b]) => a.rows - b.rows)
    keys.add(alike[0]![0]).add(alike.at(-1)![0])
  }
  return keys
}

function isAlike(a: CallKind, b: CallKind): boolean {
  return described(a) === described(b)
}

/** A graph with adapters has hundreds of sides: each kind of call is described once. */
const descriptions = createRemembered<string>()

function described(call: CallKind): string {
  const { variant, sizes } = call
  return descriptions.of(call, '', () => JSON.stringify([variant, { ...sizes, rows: 0 }]))
}

function usualTime(call: CallKind, timed: readonly TimedCall[]): number {
  const alike = timed.filter((other) => isAlike(call, other.call)).sort((a, b) => a.call.rows - b.call.rows)
  const [small, large] = [alike[0]!, alike.at(-1)!]
  if (small.call.rows === large.call.rows) return small.usual
  const part = (call.rows - small.call.rows) / (large.call.rows - small.call.rows)
  return small.usual + part * (large.usual - small.usual)
}

/** The real network with what a render feeds to it; its calls are handed to `meet` and answered with made-up values. */
function collectingNetwork(
  prepared: PreparedRender,
  assumption: Assumption,
  open: (graph: () => Promise<OpenUNet>) => Promise<OpenUNet>,
  meet: (key: string, run: Run) => void,
): Network {
  const graphOf = graphsOf(prepared)
  return {
    ...prepared.network,
    async unet(variant: UNetVariant) {
      const opened = await open(() => prepared.network.unet(variant))
      const session = {
        async run(feeds: Feeds, fetches?: readonly string[]) {
          meet(callKey(networkCall(variant, feeds)), () => opened.session.run(feeds, fetches))
          return inventOutputs(graphOf(variant), feeds, assumption, fetches)
        },
      }
      return { ...opened, session }
    },
  }
}

async function timeCall(run: Run): Promise<CallTime> {
  const first = await timeOf(run)
  const second = await timeOf(run)
  if (second > longCall) return { first, usual: second }
  return { first, usual: Math.min(second, await timeOf(run)) }
}

async function timeOf(run: Run): Promise<number> {
  const started = performance.now()
  await run()
  return performance.now() - started
}

/** Of encoding one token, by the time that the picture's own prompt takes. */
async function timeText({ adapters, prompts }: PreparedRender): Promise<number> {
  const gate = adapters.scheduled.map(({ textEncoderStrength: strength }) => ({ strength }))
  let encoded = 0
  const { usual } = await timeCall(async () => {
    encoded = (await encodePrompt(adapters.encoders, prompts.prompt, gate)).tokens
  })
  return usual / encoded
}

/** From latents to the bytes of a PNG. Models without a VAE are refused elsewhere. */
async function timeFinishing(prepared: PreparedRender, signal: AbortSignal): Promise<CallTime> {
  const { model, size } = prepared
  const { vae, unet } = model.checkpoint
  if (!vae) return { first: 0, usual: 0 }
  const parts = { vae, openGraph: model.openGraph, memoryBound: decoderMemoryBound }
  const latents = new Float32Array(unet.config.inChannels * size.height * size.width)
  const [width, height] = [size.width * vaeDownsampleFactor, size.height * vaeDownsampleFactor]
  const started = performance.now()
  const read = await readerOf(prepared)
  const opening = performance.now() - started
  const { first, usual } = await timeCall(async () => {
    await read?.(latents, signal)
    const image = await decodeLatents(parts, latents, size, signal)
    await encodePng(toPixels(image), width, height, {})
  })
  return { first: first + opening, usual }
}

/** A picture that cannot be read, because a region lies outside of it, say, is rendered nevertheless. */
async function readerOf(prepared: PreparedRender): Promise<PictureReader | undefined> {
  try {
    return await createPictureReader(prepared)
  } catch (error) {
    if (error instanceof EngineError) return undefined
    throw error
  }
}

/** The middle one, which a pause of the machine does not move. */
function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
