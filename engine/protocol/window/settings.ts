import { z } from 'zod'

/** What can compute; `auto` takes the fastest that is there. */
export const providerChoices = ['auto', 'cpu', 'cuda', 'webgpu', 'dml', 'coreml'] as const

/** What an artist sets once for all documents. */
export const settingsSchema = z.object({
  theme: z.enum(['system', 'dark', 'light']).default('system'),
  language: z.enum(['system', 'en', 'de']).default('system'),
  provider: z.enum(providerChoices).default('auto'),
  /** 0 leaves the number to the runtime. */
  threads: z.number().int().min(0).max(256).default(0),
  readsPictures: z.boolean().default(true),
  recordsAttention: z.boolean().default(false),
  snaps: z.boolean().default(true),
  /** Whether the first-run page was seen. */
  welcomed: z.boolean().default(false),
  /** What a window remembers of its layout: sizes of panels, what is folded. Only the window reads it. */
  layout: z.record(z.string(), z.union([z.number(), z.boolean(), z.string()])).default(() => ({})),
})
export type Settings = z.infer<typeof settingsSchema>

const { theme, language, provider, threads, readsPictures, recordsAttention, snaps, welcomed, layout } =
  settingsSchema.shape

/** Some of the settings, to be changed: a window says nothing of those that another may be changing. */
export const settingsChangeSchema = z
  .object({
    theme: theme.unwrap(),
    language: language.unwrap(),
    provider: provider.unwrap(),
    threads: threads.unwrap(),
    readsPictures: readsPictures.unwrap(),
    recordsAttention: recordsAttention.unwrap(),
    snaps: snaps.unwrap(),
    welcomed: welcomed.unwrap(),
    layout: layout.unwrap(),
  } satisfies Record<keyof Settings, z.ZodType>)
  .partial()
export type SettingsChange = z.infer<typeof settingsChangeSchema>
