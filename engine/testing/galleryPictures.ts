import type { RecipeFacts } from '../image/recipe.ts'
import type { Project } from '../protocol/project.ts'
import type { KeptItem } from '../studio/galleryItem.ts'

/** A picture of the gallery, of which nothing but its id matters until a test says what else does. */
export function itemForTest(id: string, changes: Partial<KeptItem> = {}): KeptItem {
  return {
    id,
    type: 'picture',
    width: 8,
    height: 8,
    name: 'Duo',
    seed: 3,
    prompt: 'a cat',
    method: 'merge',
    model: 'starter',
    sampler: 'Euler',
    steps: 2,
    guidance: 5,
    provider: 'cpu',
    createdAt: '2026-01-01T00:00:00.000Z',
    milliseconds: 12,
    cast: [],
    hasAttention: false,
    ...changes,
  }
}

/** What a picture of `project` holds, by LoRA Merge on a processor. */
export function recipeForTest(project: Project, seed: number): RecipeFacts {
  return {
    project,
    seed,
    method: 'merge',
    prompts: { prompt: 'a cat', negativePrompt: '' },
    modelSha256: project.model.sha256 ?? 'a'.repeat(64),
    adapterTensorHashes: new Map(),
    engineVersion: '0.1.0',
    provider: 'cpu',
  }
}
