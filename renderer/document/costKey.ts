import { seedsOf, type Project } from '../../engine/protocol/project.ts'

/** A text that is another one where a project's cost may be another one: names, colours and seeds cost nothing. */
export function costKey(project: Project): string {
  const { canvas, model, prompt, negativePrompt, method, cache, sampler, steps, guidance, clipSkip } = project
  const concepts = project.concepts
    .filter(({ hidden }) => !hidden)
    .map(({ id, adapters, words, negativeWords, region, order, feather }) => ({
      ...{ id, adapters, words, negativeWords, region, order, feather },
    }))
  const pictures = seedsOf(project).length
  const parts = { canvas, model: model.path, prompt, negativePrompt, method, cache, sampler, steps, guidance, clipSkip }
  return JSON.stringify({ ...parts, pictures, concepts })
}
