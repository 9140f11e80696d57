import { z } from 'zod'
import { featureCacheSchema } from './featureCache.ts'

/**
 * The `.polyptych` file, version 1: the single definition of what an artist saves.
 *
 * - Fields that this version does not know live on in the parsed value, at every level, but not in its type: a project
 *   that passed through an older program loses nothing.
 * - Defaults are filled in, and written out on saving, so that a later change of a default changes no saved picture.
 * - Lengths and positions are pixels of the canvas, from its top left corner.
 */
export const formatVersion = 1

/** As `z.object`, but fields that are not in `shape` survive parsing. The type knows only those that are. */
function fields<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape> {
  return z.looseObject(shape) as unknown as z.ZodObject<Shape>
}

/**
 * A file outside the project. `path` is relative to the project file and uses forward slashes; absolute paths are
 * allowed. `sha256` is the SHA-256 of the file, or of a model folder its content hash, in lower-case hexadecimal.
 */
export const fileReferenceSchema = fields({
  path: z.string().min(1),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits')
    .optional(),
  /** Size of the file in bytes, by which it is looked for when it has moved. */
  size: z.number().int().min(0).optional(),
  name: z.string().optional(),
  /**
   * The path came with a document from another place, and nothing in reach was found by it: windows hold the file for
   * missing until it is chosen again, whatever lies there.
   */
  elsewhere: z.boolean().optional(),
})
export type FileReference = z.infer<typeof fileReferenceSchema>

const sideStep = 8
const smallestSide = 8
const largestSide = 8192

/** The valid side of a canvas that is nearest to `side`; the larger one of two. */
export function nearestCanvasSide(side: number): number {
  return Math.min(largestSide, Math.max(smallestSide, Math.round(side / sideStep) * sideStep))
}

const canvasSide = z.number().refine((side) => nearestCanvasSide(side) === side, {
  error: ({ input }) =>
    `is ${input}, but must be a multiple of ${sideStep} from ${smallestSide} to ${largestSide}; ` +
    `the nearest is ${nearestCanvasSide(Number(input))}`,
})

export const canvasSchema = fields({ width: canvasSide, height: canvasSide })
export type Canvas = z.infer<typeof canvasSchema>

const pointSchema = fields({ x: z.number(), y: z.number() })
const length = z.number().positive()

/**
 * Where a concept belongs. Positions may be fractional and may lie outside the canvas. A mask is a picture, stretched
 * over the canvas, whose brightness times opacity says how much each place belongs to the region.
 */
export const regionSchema = z.discriminatedUnion('type', [
  fields({ type: z.literal('canvas') }),
  fields({ type: z.literal('box'), x: z.number(), y: z.number(), width: length, height: length }),
  fields({ type: z.literal('polygon'), points: z.array(pointSchema).min(3) }),
  fields({ type: z.literal('mask'), file: fileReferenceSchema }),
])
export type Region = z.infer<typeof regionSchema>

const adapterWeight = z.number().min(-20).max(20)
const partOfSteps = z.number().min(0).max(1)

/** One LoRA file of a concept and how much of it is used. */
export const conceptAdapterSchema = fields({
  file: fileReferenceSchema,
  weight: adapterWeight.default(1),
  /** Weight on the text encoder; `weight` where it is missing. */
  textEncoderWeight: adapterWeight.optional(),
  /** The part of the steps in which it acts: 0 is before the first step, 1 is after the last. */
  from: partOfSteps.default(0),
  to: partOfSteps.default(1),
  /** One factor for each block, or the name of a preset such as 'INALL'. */
  blocks: z.union([z.array(z.number()).min(1), z.string().min(1)]).optional(),
  /** How many directions of the adapter are used, strongest first; all where it is missing. */
  rankLimit: z.number().int().min(1).optional(),
}).refine(({ from, to }) => from < to, { path: ['to'], error: 'must be more than `from`' })
export type ConceptAdapter = z.infer<typeof conceptAdapterSchema>

export const conceptSchema = fields({
  /** Never shown; tells concepts apart when names change. */
  id: z.string().min(1),
  name: z.string(),
  adapters: z.array(conceptAdapterSchema).default(() => []),
  /** What is wanted inside the region, trigger words included. */
  words: z.string().default(''),
  /** What is not wanted inside the region. */
  negativeWords: z.string().optional(),
  region: regionSchema.default(() => ({ type: 'canvas' as const })),
  /** Where regions overlap, the concept with the higher order lies on top; of equal ones the later in the list. */
  order: z.number().default(0),
  /** Width of the soft edge of the region. */
  feather: z.number().min(0).default(0),
  /** A hidden concept takes no part in the render. */
  hidden: z.boolean().default(false),
  /** A locked concept cannot be moved or painted by hand. */
  locked: z.boolean().optional(),
  /** The colour of its outline on the canvas, as #rrggbb. */
  color: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour such as #3366cc')
    .optional(),
})
export type Concept = z.infer<typeof conceptSchema>

export const methodNames = [
  'auto',
  'merge',
  'switch',
  'composite',
  'cmlora',
  'regional',
  'regional-rows',
  'composer',
  'clora',
] as const
export type MethodName = (typeof methodNames)[number]

/** How concepts are composed. A method's settings stand beside its name. Not every one can be rendered. */
export const methodSchema = z.looseObject({ name: z.enum(methodNames) })
export type Method = z.infer<typeof methodSchema>

/** `int` ends where numbers stop being exact, at 2^53 - 1. */
const seed = z.number().int().min(0)
const mostPictures = 10_000

/** Either a run, `{ "first": 1, "count": 4 }`, or a list, `[1, 7, 42]`. One picture is made of each. */
export const seedsSchema = z.union([
  fields({ first: seed, count: z.number().int().min(1).max(mostPictures).default(1) }).refine(
    ({ first, count }) => first <= Number.MAX_SAFE_INTEGER - (count - 1),
    { path: ['first'], error: `is so large that the last seed would be more than ${Number.MAX_SAFE_INTEGER}` },
  ),
  z.array(seed).min(1).max(mostPictures),
])
export type Seeds = z.infer<typeof seedsSchema>

/** Whose random numbers the noise reproduces, which decides what a seed means. */
export const noiseSources = ['torch-cpu', 'nvidia-philox'] as const
export type NoiseSource = (typeof noiseSources)[number]

export const projectSchema = fields({
  polyptych: z.literal(formatVersion),
  title: z.string().optional(),
  notes: z.string().optional(),
  canvas: canvasSchema,
  /** A model folder in the layout of diffusers, or a checkpoint file. */
  model: fileReferenceSchema,
  /** The whole picture: its style, and the background that no concept covers. */
  prompt: z.string().default(''),
  negativePrompt: z.string().default(''),
  concepts: z
    .array(conceptSchema)
    .superRefine((concepts, context) => {
      const indexOfId = new Map<string, number>()
      for (const [index, { id }] of concepts.entries()) {
        const first = indexOfId.get(id)
        if (first === undefined) indexOfId.set(id, index)
        else context.addIssue({ code: 'custom', path: [index, 'id'], message: `is '${id}', as of concepts[${first}]` })
      }
    })
    .default(() => []),
  method: methodSchema.default(() => ({ name: 'merge' as const })),
  /** Reuses deep features of earlier steps; off by default. */
  cache: featureCacheSchema.default(() => ({ type: 'off' as const })),
  /** By the name that artists know, such as 'DPM++ 2M Karras'. */
  sampler: z.string().min(1).default('DPM++ 2M Karras'),
  steps: z.number().int().min(1).max(1000).default(20),
  guidance: z.number().min(0).max(100).default(7),
  /** Which of the text encoder's layers is read, counted from the end; 1 is the last. */
  clipSkip: z.number().int().min(1).max(24).default(1),
  seeds: seedsSchema.default(() => ({ first: 0, count: 1 })),
  noise: z.enum(noiseSources).default('torch-cpu'),
  output: fields({
    /** The name of each picture without '.png'. `{project} {seed} {index} {sampler} {method} {date}` are filled in. */
    template: z.string().min(1).default('{project}-{seed}'),
  }).default(() => ({ template: '{project}-{seed}' })),
})
export type Project = z.infer<typeof projectSchema>

/** What has to be given for a project; everything else has a default. */
export type ProjectInput = Omit<z.input<typeof projectSchema>, 'polyptych' | 'canvas'> & {
  canvas?: z.input<typeof canvasSchema>
}

/** A new project: `given` over the defaults. Throws `ZodError` where `given` breaks the schema. */
export function createProject(given: ProjectInput): Project {
  return projectSchema.parse({ polyptych: formatVersion, canvas: { width: 512, height: 512 }, ...given })
}

/** Everything of a new project but its model. */
export const projectDefaults: Omit<Project, 'model'> = withoutModel(createProject({ model: { path: '.' } }))

function withoutModel({ model: _, ...rest }: Project): Omit<Project, 'model'> {
  return rest
}

/** The seed of each picture, in the order in which they are made. */
export function seedsOf({ seeds }: Pick<Project, 'seeds'>): number[] {
  if (Array.isArray(seeds)) return [...seeds]
  return Array.from({ length: seeds.count }, (_, index) => seeds.first + index)
}
