import { z } from 'zod'
import { documentCardSchema, documentSourceSchema } from './documents.ts'
import { galleryChangeSchema } from './gallery.ts'
import { jobSchema } from './jobs.ts'
import { libraryChangeSchema } from './library.ts'
import { engineStateSchema } from './machine.ts'
import { settingsSchema } from './settings.ts'

/** What a host tells its windows. Each event is whole: a window that missed one needs only the next. */
export const windowEvents = {
  engine: engineStateSchema,
  /** All jobs that are not forgotten, in the order in which they run; at most ten times a second. */
  jobs: z.object({ jobs: z.array(jobSchema) }),
  library: libraryChangeSchema,
  gallery: galleryChangeSchema,
  /** Changed by another window. */
  settings: settingsSchema,
  recent: z.object({ recent: z.array(documentCardSchema) }),
  /** The menu of the host: an id of the window's table of commands. */
  command: z.object({ id: z.string() }),
  /** The system asks to open a file. */
  open: z.object({ source: documentSourceSchema }),
  /** The artist closes the window while the document is changed and wants it saved: answer with `confirmClose`. */
  saveAndClose: z.object({}),
} as const satisfies Readonly<Record<string, z.ZodType>>

export type WindowEvent = keyof typeof windowEvents
export type WindowEventData<Event extends WindowEvent> = z.output<(typeof windowEvents)[Event]>
