import { z } from 'zod'
import { errorReportSchema } from '../protocol/errorReport.ts'

/** Numbers of calls and pings, given by the host; an answer bears that of its question. */
const id = z.number().int().min(0)

/** From the host to the engine process. What it asks for is checked by the schema of its method. */
export const toEngineSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('call'), id, method: z.string(), request: z.unknown() }),
  z.object({ type: z.literal('stream'), id, method: z.string(), request: z.unknown() }),
  /** Of a call or a stream, which then still ends with an answer of its own. */
  z.object({ type: z.literal('cancel'), id }),
  z.object({ type: z.literal('ping'), id }),
])
export type ToEngine = z.infer<typeof toEngineSchema>

/** From the engine process to the host. */
export const fromEngineSchema = z.discriminatedUnion('type', [
  /** Comes first, once: the process listens. */
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('answer'), id, response: z.unknown() }),
  /** Ends a call or a stream. */
  z.object({ type: z.literal('error'), id, error: errorReportSchema }),
  z.object({ type: z.literal('event'), id, event: z.unknown() }),
  z.object({ type: z.literal('end'), id }),
  z.object({ type: z.literal('pong'), id }),
])
export type FromEngine = z.infer<typeof fromEngineSchema>
