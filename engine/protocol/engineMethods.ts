import { z } from 'zod'
import { methodSchema, projectSchema } from './project.ts'
import { renderEventSchema } from './renderEvents.ts'
import { comparedMethodSchema, methodBegunSchema, pictureReadSchema } from './compareEvents.ts'
import { mapSchema } from './window/files.ts'
import { costEstimateSchema } from './window/jobs.ts'
import { layerChartSchema } from './window/library.ts'
import { hardwareSchema } from './window/machine.ts'

/** Which device computes, as `createRuntime` takes it. Changing it restarts the engine process. */
export const engineStartSchema = z.object({
  provider: z.enum(['auto', 'cpu', 'cuda', 'webgpu', 'dml', 'coreml']),
  threads: z.number().int().min(0).max(256),
})
export type EngineStart = z.infer<typeof engineStartSchema>

/** A render as the host asks for it. Every path of the project is absolute. */
export const engineRenderSchema = z.object({
  project: projectSchema,
  /** What `{project}` in names of pictures stands for. */
  name: z.string(),
  /** Pictures are written there, each whole or not at all. */
  outFolder: z.string(),
  /** File names, one for each seed; of a comparison one for each method and seed, in that order. */
  fileNames: z.array(z.string()),
  /** Of a comparison: the methods, and the file name of the sheet. */
  compare: z.object({ methods: z.array(methodSchema).min(1), sheetName: z.string() }).optional(),
  recordsAttention: z.boolean(),
  readsPictures: z.boolean(),
})
export type EngineRender = z.infer<typeof engineRenderSchema>

/** What a render tells a window besides what the command line prints. Bytes travel beside the JSON of a frame. */
export const engineRenderEventSchema = z.union([
  renderEventSchema,
  /**
   * The picture at hand as the network guesses it, encoded as WebP or JPEG. Latest wins: older ones are dropped on the
   * way.
   */
  z.object({
    type: z.literal('preview'),
    seed: z.number(),
    step: z.number(),
    width: z.number(),
    height: z.number(),
    mime: z.string(),
    bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  }),
  z.object({ type: z.literal('attention'), seed: z.number(), step: z.number(), concepts: z.array(mapSchema) }),
  /** Comes before the `saved` of its picture, of a comparison before its `read`. */
  z.object({ type: z.literal('found'), seed: z.number(), concepts: z.array(mapSchema) }),
  methodBegunSchema,
  pictureReadSchema,
  z.object({ type: z.literal('methodDone'), result: comparedMethodSchema }),
  z.object({ type: z.literal('sheet'), path: z.string(), width: z.number(), height: z.number() }),
])
export type EngineRenderEvent = z.infer<typeof engineRenderEventSchema>

/** Single answers. */
export const engineCalls = {
  hello: { request: engineStartSchema, response: z.object({ hardware: hardwareSchema }) },
  estimateCost: { request: z.object({ project: projectSchema }), response: costEstimateSchema },
  measureAdapter: { request: z.object({ adapter: z.string(), model: z.string() }), response: layerChartSchema },
} as const satisfies Readonly<Record<string, { request: z.ZodType; response: z.ZodType }>>
export type EngineCall = keyof typeof engineCalls

/** Answers that come as events, and end. */
export const engineStreams = {
  render: { request: engineRenderSchema, event: engineRenderEventSchema },
} as const satisfies Readonly<Record<string, { request: z.ZodType; event: z.ZodType }>>
export type EngineStream = keyof typeof engineStreams
