import { z } from 'zod'
import { errorReportSchema } from '../errorReport.ts'
import { methodSchema, projectSchema, seedsOf, type Method } from '../project.ts'
import { mapSchema } from './files.ts'

/** What is asked of the engine. The project is taken as it is now: later edits change nothing of a job that waits. */
export const jobRequestSchema = z.object({
  documentId: z.string(),
  /** What the pictures are called after. */
  name: z.string().min(1).max(200),
  /** With handles as files, and seeds. */
  project: projectSchema,
  task: z.discriminatedUnion('type', [
    z.object({ type: z.literal('pictures') }),
    /** Every method with every seed, on one sheet. */
    z.object({ type: z.literal('compare'), methods: z.array(methodSchema).min(1).max(12) }),
  ]),
  /** Records what the words of each concept look at, at every step: slower, and other last digits. */
  recordsAttention: z.boolean(),
  /** Reads each finished picture for presence and bleed. */
  readsPictures: z.boolean(),
  /** In front of all that wait. */
  next: z.boolean(),
})
export type JobRequest = z.infer<typeof jobRequestSchema>

/** Each of them renders every seed. */
export function methodsOf({ project, task }: Pick<JobRequest, 'project' | 'task'>): readonly Method[] {
  return task.type === 'compare' ? task.methods : [project.method]
}

export function countPictures(request: Pick<JobRequest, 'project' | 'task'>): number {
  return seedsOf(request.project).length * methodsOf(request).length
}

/** Of one adapter in a job: what of it was applied. */
export const appliedAdapterSchema = z.object({ name: z.string(), applied: z.number(), layers: z.number() })

export const jobSchema = z.object({
  jobId: z.string(),
  documentId: z.string(),
  name: z.string(),
  type: z.enum(['pictures', 'compare']),
  state: z.enum(['queued', 'running', 'finished', 'failed', 'cancelled']),
  /** ISO 8601. */
  queuedAt: z.string(),
  pictures: z.number().int(),
  /** By name, as they were asked for: several in a comparison. */
  methods: z.array(z.string()),
  /** How many there are, and the first few of them; those in a row follow each other. */
  seeds: z.object({ count: z.number().int(), first: z.array(z.number()), areInRow: z.boolean() }),
  /** Pictures that are saved. */
  done: z.number().int(),
  /** Of the picture at hand. */
  seed: z.number().optional(),
  step: z.number().int().optional(),
  steps: z.number().int().optional(),
  /** For all of the job. */
  millisecondsLeft: z.number().optional(),
  /** The picture at hand as the engine guesses it; the address changes with each step. */
  preview: z.object({ url: z.string(), width: z.number(), height: z.number() }).optional(),
  /** Attention of the last step, if it is recorded. */
  maps: z.object({ step: z.number().int(), concepts: z.array(mapSchema) }).optional(),
  /** The method that is used, and why, where the program chose; of a comparison, the one that is at work. */
  method: z.object({ name: z.string(), reason: z.string().optional() }).optional(),
  /** Of a comparison: which of its methods is at work, from 1 on. */
  methodNumber: z.number().int().optional(),
  adapters: z.array(appliedAdapterSchema),
  warnings: z.array(z.string()),
  error: errorReportSchema.optional(),
  /** Ids of its pictures in the gallery. */
  results: z.array(z.string()),
})
export type Job = z.infer<typeof jobSchema>

const rangeSchema = z.object({ fewest: z.number(), expected: z.number(), most: z.number() })

/** What a render will take on this machine. Times in milliseconds, memory in bytes. */
export const costEstimateSchema = z.object({
  method: z.object({ name: z.string(), reason: z.string().optional() }),
  pictures: z.number().int(),
  steps: z.number().int(),
  rowsPerStep: rangeSchema,
  updates: rangeSchema,
  memory: z.object({ activations: z.number(), weights: z.number() }),
  /** Missing while the engine renders and this kind of call was not measured yet. */
  time: z.object({ once: z.number(), picture: rangeSchema, total: rangeSchema }).optional(),
  warnings: z.array(z.string()),
})
export type CostEstimate = z.infer<typeof costEstimateSchema>
