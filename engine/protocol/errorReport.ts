import { z } from 'zod'

/** An `EngineError`, or a bug, on its way between processes. */
export const errorReportSchema = z.object({
  /**
   * A code of `EngineError`; `bug` for a broken promise of our own code, `engine-gone` for an engine process that
   * ended.
   */
  code: z.string(),
  message: z.string(),
  remedy: z.string(),
})
export type ErrorReport = z.infer<typeof errorReportSchema>
