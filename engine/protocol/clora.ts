import { z } from 'zod'

const count = z.number().int().min(0)

/** The settings of CLoRA. What is missing depends on `preset`, the number of steps and the model. */
export const cloraSchema = z.looseObject({
  /** As the released program does it, or with its defects repaired. */
  fidelity: z.enum(['fixed', 'faithful']).default('fixed'),
  /**
   * Whose numbers stand where none are given: ours for few steps, those of the released program, or of its
   * demonstration.
   */
  preset: z.enum(['short-run', 'released', 'demonstration']).optional(),
  /** Whether latents are updated at all. */
  latentUpdate: z.boolean().optional(),
  /** How far an update moves the latents along the gradient. */
  stepSize: z.number().min(0).optional(),
  /** How many steps update the latents, from the first one on. */
  updatedSteps: count.optional(),
  /** The steps, counted from 0, in which the update is repeated, and how often it is. */
  repeatedSteps: z.array(count).optional(),
  repetitions: count.optional(),
  /** Of the contrastive loss. */
  temperature: z.number().positive().default(0.5),
  /** The step from which on masks are used; before it all branches count the same. */
  maskFrom: count.default(0),
  /** A place belongs to a word where its attention exceeds this part of the word's largest. */
  threshold: z.number().min(0).optional(),
  /** Operations on the masks, in this order whatever the order of the list. */
  morphology: z.array(z.enum(['dilate', 'erode', 'opening', 'closing'])).optional(),
  /** How much of the last step's attention is kept in the masks, against flicker. */
  maskSmoothing: z.number().min(0).lt(1).default(0),
  /**
   * Who gets a place that several concepts' masks claim, in `fixed`: whose words look there most, the upper one, or
   * all.
   */
  overlap: z.enum(['strongest', 'z-order', 'average']).default('strongest'),
  /** Which tokens mean a concept: those of its name, or also the one behind, which has read the whole name. */
  tokens: z.enum(['words', 'words-and-next']).optional(),
  /** Concepts, by their id, that act in every branch; those with neither words nor a place where it is missing. */
  styles: z.array(z.string()).optional(),
  /** What a concept, by its id, is to a model that does not know it. */
  nouns: z.record(z.string(), z.string()).default(() => ({})),
  /** What drawn regions do. */
  drawing: z.enum(['none', 'replace', 'intersect', 'anneal', 'guide']).optional(),
  /** How far around a drawing attention counts, in cells of the guidance grid. */
  drawingReach: count.default(1),
  /** The part of the steps in which drawings are the masks, of `anneal`. */
  annealedPart: z.number().min(0).max(1).default(0.3),
  /** All branches at once, or one after the other. */
  memory: z.enum(['batched', 'sequential']).default('batched'),
})
