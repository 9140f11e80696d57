import { z } from 'zod'
import { errorReportSchema } from '../errorReport.ts'
import { deepestProject, problemOfData } from '../plainData.ts'

/** Longest message of a window, in characters. Masks and pictures travel as uploads. */
export const longestMessage = 8_000_000
/** A project inside of a request. */
const deepestRequest = deepestProject + 8

/** Over a websocket, as text. Electron's channels carry the same parts, and what comes over them may be no JSON. */
export const toHostSchema = z.object({
  id: z.number().int(),
  method: z.string().max(64),
  request: z
    .unknown()
    .refine((data) => problemOfData(data, { depth: deepestRequest, characters: longestMessage }) === undefined),
})
export type ToHost = z.infer<typeof toHostSchema>

export const fromHostSchema = z.union([
  z.object({ id: z.number().int(), response: z.unknown() }),
  z.object({ id: z.number().int(), error: errorReportSchema }),
  z.object({ event: z.string(), data: z.unknown() }),
])
export type FromHost = z.infer<typeof fromHostSchema>

/** Largest upload in bytes. */
export const largestUpload = 256_000_000

/** Addresses below the window's own origin. */
export const addresses = {
  /** `POST` with the bytes as body: answers `{ "upload": "upload:…" }`. */
  upload: 'upload',
  /** `GET asset/KIND/…`: pictures, thumbnails, previews, masks. */
  asset: 'asset/',
  /** The websocket of the browser host. */
  socket: 'socket',
} as const
