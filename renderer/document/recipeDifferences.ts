import type { GalleryItem } from '../../engine/protocol/window/index.ts'

/** What a recipe says in few words; keys below `gallery.recipe`. */
export const recipeFields = [
  'seed',
  'method',
  'prompt',
  'model',
  'sampler',
  'steps',
  'guidance',
  'size',
  'provider',
] as const
export type RecipeField = (typeof recipeFields)[number]

export function recipeOf(item: GalleryItem): Readonly<Record<RecipeField, string>> {
  const { seed, method, prompt, model, sampler, steps, guidance, provider, width, height } = item
  return {
    seed: `${seed}`,
    method,
    prompt,
    model,
    sampler,
    steps: `${steps}`,
    guidance: `${guidance}`,
    size: `${width} × ${height}`,
    provider,
  }
}

/** Where two pictures were made in other ways. */
export function recipeDifferences(a: GalleryItem, b: GalleryItem): { field: RecipeField; a: string; b: string }[] {
  const [first, second] = [recipeOf(a), recipeOf(b)]
  return recipeFields
    .filter((field) => first[field] !== second[field])
    .map((field) => ({ field, a: first[field], b: second[field] }))
}
