import { z } from 'zod'
import { projectSchema } from '../project.ts'
import {
  documentCardSchema,
  documentSourceSchema,
  fileProblemSchema,
  openedDocumentSchema,
  saveTargetSchema,
} from './documents.ts'
import { fileHandleSchema, givenFileSchema, uploadIdSchema } from './files.ts'
import { galleryItemSchema, pictureMapsSchema } from './gallery.ts'
import { costEstimateSchema, jobRequestSchema, jobSchema } from './jobs.ts'
import {
  adapterDetailsSchema,
  compatibilitySchema,
  layerChartSchema,
  librarySchema,
  modelDetailsSchema,
  tokenCountSchema,
} from './library.ts'
import { engineStateSchema } from './machine.ts'
import { importedFileSchema } from './restore.ts'
import { settingsChangeSchema, settingsSchema } from './settings.ts'

const nothing = z.object({})
const done = z.object({})
const id = z.string().min(1).max(200)
const ids = z.array(id).max(10_000)

/** What a window knows when it starts; afterwards events tell of changes. */
export const startSchema = z.object({
  version: z.string(),
  /** What the host can do beside the methods. */
  host: z.object({
    name: z.enum(['electron', 'web']),
    platform: z.string(),
    /** Preferred languages of the system, best first; none where the browser knows them better. */
    languages: z.array(z.string()),
    /** Whether `dialog` opens a dialog of the system. */
    hasDialogs: z.boolean(),
    /** Whether `revealPicture`, `revealExport` and `revealAdapter` show a file in its folder. */
    canReveal: z.boolean(),
    /** Whether the host draws a menu bar, so that the window needs none. */
    hasMenu: z.boolean(),
  }),
  settings: settingsSchema,
  engine: engineStateSchema,
  jobs: z.array(jobSchema),
  samplers: z.array(z.object({ name: z.string(), evaluationsPerStep: z.number(), stochastic: z.boolean() })),
  examples: z.array(documentCardSchema),
  recent: z.array(documentCardSchema),
  /** Documents that were not saved when the program ended. */
  recoveries: z.array(documentCardSchema),
  /** A file that the program was started with. */
  opens: documentSourceSchema.optional(),
})
export type Start = z.infer<typeof startSchema>

/** Everything that a window can ask of its host. Both sides check both ways with these schemas. */
export const windowMethods = {
  start: { request: nothing, response: startSchema },
  saveSettings: { request: z.object({ settings: settingsChangeSchema }), response: done },
  restartEngine: { request: nothing, response: done },
  /** Versions, machine and last errors as text without any path, to paste into a report. */
  describeDiagnostics: { request: nothing, response: z.object({ text: z.string() }) },
  /** What the host needs for its title bar, and to ask before it closes a changed document. */
  tellTitle: {
    request: z.object({ documentId: z.string(), name: z.string(), isChanged: z.boolean() }),
    response: done,
  },
  /** The window has saved, or the artist does not want to: the host may close it. */
  confirmClose: { request: nothing, response: done },

  /** Nothing where the artist closed the dialog. */
  openDocument: {
    request: z.object({ source: documentSourceSchema }),
    response: z.object({ document: openedDocumentSchema.optional() }),
  },
  saveDocument: {
    request: z.object({ documentId: id, project: projectSchema, to: saveTargetSchema }),
    /** `name` is missing where the artist closed the dialog. */
    response: z.object({ name: z.string().optional(), project: projectSchema.optional() }),
  },
  /** Keeps unsaved work where a crash cannot reach it. */
  keepRecovery: {
    request: z.object({ documentId: id, name: z.string(), project: projectSchema }),
    response: done,
  },
  /** The document is saved, or was closed on purpose. */
  dropRecovery: { request: z.object({ documentId: id }), response: done },
  /** Which files of the document as it is now are missing or changed, and where they may be instead. */
  findProblems: {
    request: z.object({ documentId: id, project: projectSchema }),
    response: z.object({ problems: z.array(fileProblemSchema) }),
  },
  listDocuments: {
    request: nothing,
    response: z.object({ listed: z.array(documentCardSchema), recent: z.array(documentCardSchema) }),
  },
  /** A painted mask: a PNG that was uploaded becomes a file that a region can name. */
  keepMask: { request: z.object({ upload: uploadIdSchema }), response: z.object({ file: fileHandleSchema }) },
  /** Says of each file that was given what it is, and opens or adds it. */
  importFiles: {
    request: z.object({ files: z.array(givenFileSchema).min(1).max(100) }),
    response: z.object({ imported: z.array(importedFileSchema) }),
  },

  readLibrary: { request: nothing, response: librarySchema },
  rescanLibrary: { request: nothing, response: done },
  /** Folders of other programs on this machine that are not in the library yet. */
  findLibraryFolders: {
    request: nothing,
    response: z.object({
      found: z.array(z.object({ id: z.string(), application: z.string(), name: z.string(), count: z.number().int() })),
    }),
  },
  /** A folder that was found, one that the artist chooses in a dialog, or one that was dragged in. */
  addLibraryFolder: {
    request: z.union([
      z.object({ found: id }),
      z.object({ dialog: z.literal(true) }),
      z.object({ file: givenFileSchema }),
    ]),
    response: z.object({ folderId: z.string().optional() }),
  },
  removeLibraryFolder: { request: z.object({ folderId: id }), response: done },
  setFavourite: { request: z.object({ id, favourite: z.boolean() }), response: done },
  matchAdapters: {
    request: z.object({ model: fileHandleSchema, ids: z.array(id).max(500) }),
    response: z.object({ matches: z.array(compatibilitySchema) }),
  },
  readAdapterDetails: {
    request: z.object({ id, model: fileHandleSchema.optional() }),
    response: adapterDetailsSchema,
  },
  measureAdapter: { request: z.object({ id, model: fileHandleSchema }), response: layerChartSchema },
  revealAdapter: { request: z.object({ id }), response: done },
  readModelDetails: { request: z.object({ model: fileHandleSchema }), response: modelDetailsSchema },
  /** Nothing for a text that cannot be rendered, such as one with a tag of an adapter. */
  countTokens: {
    request: z.object({ model: fileHandleSchema, text: z.string().max(100_000) }),
    response: z.object({ count: tokenCountSchema.optional() }),
  },
  /** A model folder that the artist chooses in a dialog; nothing where it was closed. */
  addModel: {
    request: nothing,
    response: z.object({ modelId: z.string().optional(), file: fileHandleSchema.optional() }),
  },

  startJob: { request: jobRequestSchema, response: z.object({ jobId: z.string() }) },
  cancelJob: { request: z.object({ jobId: id }), response: done },
  /** In front of all that wait; nothing where it does not wait any more. */
  moveJobToFront: { request: z.object({ jobId: id }), response: done },
  /** Queues exactly what a job that has failed was asked for; that one is forgotten as soon as the new one waits. */
  repeatJob: { request: z.object({ jobId: id }), response: z.object({ jobId: z.string() }) },
  /** Removes jobs that have ended from the list. */
  forgetJobs: { request: z.object({ jobIds: ids }), response: done },
  /** Only the newest request is answered; those before it fail with `cancelled`. */
  estimateCost: {
    request: z.object({ project: projectSchema }),
    response: costEstimateSchema,
  },

  /** Newest first; `before` is the id of the last item of the page before. */
  listGallery: {
    request: z.object({ before: id.optional(), limit: z.number().int().min(1).max(500) }),
    response: z.object({ items: z.array(galleryItemSchema), total: z.number().int() }),
  },
  /** The project that made a picture. Of its files it says the names alone, in the place of paths. */
  readPictureProject: { request: z.object({ id }), response: z.object({ project: projectSchema }) },
  readMaps: { request: z.object({ id }), response: pictureMapsSchema },
  /** Into the bin, from which `restorePictures` takes them back. */
  deletePictures: { request: z.object({ ids }), response: done },
  restorePictures: { request: z.object({ ids }), response: done },
  /**
   * Copies pictures where the artist says; hosts without dialogs give addresses to download instead. None where the
   * artist closed the dialog. `revealExport` takes `exportId`.
   */
  exportPictures: {
    request: z.object({ ids }),
    response: z.object({
      exported: z.number().int(),
      exportId: id.optional(),
      downloads: z.array(z.object({ url: z.string(), name: z.string() })),
    }),
  },
  revealPicture: { request: z.object({ id }), response: done },
  /** Shows the first file of an export in its folder; nothing for one that is long ago. */
  revealExport: { request: z.object({ exportId: id }), response: done },
} as const satisfies Readonly<Record<string, { request: z.ZodType; response: z.ZodType }>>

export type WindowMethod = keyof typeof windowMethods
export type WindowRequest<Method extends WindowMethod> = z.input<(typeof windowMethods)[Method]['request']>
export type WindowResponse<Method extends WindowMethod> = z.output<(typeof windowMethods)[Method]['response']>
