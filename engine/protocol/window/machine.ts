import { z } from 'zod'
import { errorReportSchema } from '../errorReport.ts'

/** What this machine is, and what computes. */
export const hardwareSchema = z.object({
  processor: z.string(),
  cores: z.number().int(),
  memoryBytes: z.number(),
  /** Graphics cards that were found, whether or not they can be used. */
  graphics: z.array(z.object({ name: z.string(), memoryBytes: z.number().optional() })),
  provider: z.string(),
  /** Every provider that was thought of, in order, and what became of it. */
  candidates: z.array(
    z.object({
      provider: z.string(),
      outcome: z.enum(['chosen', 'not-needed', 'not-installed', 'no-device', 'failed', 'wrong-numbers']),
      detail: z.string().optional(),
    }),
  ),
})
export type Hardware = z.infer<typeof hardwareSchema>

export const engineStateSchema = z.object({
  /** `failed` after several ends in a row: only `restartEngine` tries again. */
  status: z.enum(['starting', 'ready', 'restarting', 'failed']),
  hardware: hardwareSchema.optional(),
  /** The last time that it ended by itself, and what it was doing. */
  crash: z
    .object({
      /** ISO 8601. */
      at: z.string(),
      jobId: z.string().optional(),
      jobName: z.string().optional(),
      /** Such as `signal SIGKILL` or `exit code 134`. */
      exit: z.string(),
      /** Whether the end looks like a lack of memory. */
      outOfMemory: z.boolean(),
    })
    .optional(),
  error: errorReportSchema.optional(),
})
export type EngineState = z.infer<typeof engineStateSchema>
