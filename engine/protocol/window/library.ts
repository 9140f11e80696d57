import { z } from 'zod'
import { errorReportSchema } from '../errorReport.ts'
import { fileHandleSchema } from './files.ts'

/** A folder that the library reads in place. Nothing in it is ever moved, renamed or changed. */
export const libraryFolderSchema = z.object({
  id: z.string(),
  /** Of the folder alone, without its path. */
  name: z.string(),
  /** Whose folder it is: `own` is Polyptych's, `starter` comes with it, `files` holds single files that were added. */
  application: z.enum([
    'own',
    'starter',
    'files',
    'folder',
    'comfyui',
    'a1111',
    'forge',
    'invokeai',
    'stability-matrix',
    'swarmui',
  ]),
  /** Adapters and models in it. */
  count: z.number().int(),
  removable: z.boolean(),
  /** Why it could not be read. */
  problem: errorReportSchema.optional(),
})
export type LibraryFolder = z.infer<typeof libraryFolderSchema>

/** An adapter file, as its card shows it. */
export const libraryEntrySchema = z.object({
  id: z.string(),
  file: fileHandleSchema,
  folderId: z.string(),
  /** The title that the file gives itself, or its file name without extension. */
  name: z.string(),
  fileName: z.string(),
  /** Broken files have a reason and nothing else to say. */
  problem: errorReportSchema.optional(),
  /** LoRA, LoCon, DyLoRA. */
  kind: z.string().optional(),
  triggerWords: z.array(z.string()),
  tags: z.array(z.string()),
  /** The base model in the words of the file. */
  baseModel: z.string().optional(),
  /** What it fits, from its shapes: `SDXL`, `SD 1`, … */
  madeFor: z.string().optional(),
  layers: z.number().int().optional(),
  rank: z.number().optional(),
  /** The strength that its author advises. */
  preferredStrength: z.number().optional(),
  bytes: z.number(),
  /** ISO 8601. */
  changedAt: z.string(),
  /** Same-origin address of a small picture. */
  preview: z.string().optional(),
  favourite: z.boolean(),
})
export type LibraryEntry = z.infer<typeof libraryEntrySchema>

/** A model that pictures can be rendered with. */
export const libraryModelSchema = z.object({
  id: z.string(),
  file: fileHandleSchema,
  folderId: z.string(),
  name: z.string(),
  architecture: z.string().optional(),
  /** Side of the pictures that it was trained on, in pixels, from its config. */
  nativeSide: z.number().int().optional(),
  problem: errorReportSchema.optional(),
})
export type LibraryModel = z.infer<typeof libraryModelSchema>

export const librarySchema = z.object({
  folders: z.array(libraryFolderSchema),
  entries: z.array(libraryEntrySchema),
  models: z.array(libraryModelSchema),
  /** Files that are still to be read. */
  pending: z.number().int(),
})
export type Library = z.infer<typeof librarySchema>

/** What has changed since the last event or `readLibrary`. */
export const libraryChangeSchema = z.object({
  folders: z.array(libraryFolderSchema).optional(),
  models: z.array(libraryModelSchema).optional(),
  changed: z.array(libraryEntrySchema),
  removed: z.array(z.string()),
  pending: z.number().int(),
})
export type LibraryChange = z.infer<typeof libraryChangeSchema>

/** What of an adapter a model takes. */
export const compatibilitySchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('applies'),
    id: z.string(),
    applied: z.number().int(),
    layers: z.number().int(),
    /** The most frequent reason first. */
    skipped: z.array(z.object({ reason: z.string(), count: z.number().int(), examples: z.array(z.string()) })),
  }),
  z.object({ type: z.literal('refused'), id: z.string(), error: errorReportSchema }),
])
export type Compatibility = z.infer<typeof compatibilitySchema>

/** Everything that is known of an adapter. */
export const adapterDetailsSchema = z.object({
  id: z.string(),
  facts: z.object({
    author: z.string().optional(),
    description: z.string().optional(),
    license: z.string().optional(),
    usageHint: z.string().optional(),
    negativeText: z.string().optional(),
    notes: z.string().optional(),
    resolution: z.string().optional(),
    trainingSteps: z.number().optional(),
    trainingPictures: z.number().optional(),
    convention: z.string(),
    alpha: z.object({ smallest: z.number(), largest: z.number() }).optional(),
    ranks: z.array(z.object({ rank: z.number(), layers: z.number() })),
    sha256: z.string().optional(),
  }),
  tags: z.array(z.object({ tag: z.string(), count: z.number() })),
  /** With the model that was asked for. */
  compatibility: compatibilitySchema.optional(),
})
export type AdapterDetails = z.infer<typeof adapterDetailsSchema>

/** Where an adapter acts in a model, and how strongly: measured from its factors. */
export const layerChartSchema = z.object({
  /** Blocks of the UNet in the order in which data passes through them, then text encoders. */
  rows: z.array(
    z.object({
      /** `IN04`, `MID`, `OUT05`, or `TE`, `TE2`. */
      block: z.string(),
      layers: z.number().int(),
      /** Root mean square over its layers of ‖ΔW‖_F, at weight 1. */
      strength: z.number(),
    }),
  ),
})
export type LayerChart = z.infer<typeof layerChartSchema>

/** How long a text is to the text encoder of a model. */
export const tokenCountSchema = z.object({
  tokens: z.number().int(),
  /** Of a chunk: what is longer goes on in further ones. */
  room: z.number().int(),
  chunks: z.number().int(),
})
export type TokenCount = z.infer<typeof tokenCountSchema>

/** What a model is made of, as far as settings need it. */
export const modelDetailsSchema = z.object({
  id: z.string(),
  architecture: z.string(),
  /** Blocks that a LoRA in kohya's form has weights for, `IN01` to `OUT11`, without the base. */
  attendingBlocks: z.array(z.string()),
  blockPresets: z.array(z.object({ name: z.string(), weights: z.array(z.number()) })),
  textEncoders: z.number().int(),
  mostClipSkip: z.number().int(),
  nativeSide: z.number().int().optional(),
  /** Pixels of a cell of the guidance grid, the smallest place that a region can have of its own. */
  guidanceCell: z.number().int().optional(),
})
export type ModelDetails = z.infer<typeof modelDetailsSchema>
