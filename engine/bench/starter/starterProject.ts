import { join } from 'node:path'
import { starterModelFolder } from '../../cli/installation.ts'
import type { PlacedAdapter } from '../../pipeline/concepts.ts'
import { createProject, type ConceptAdapter, type Project } from '../../protocol/project.ts'

/** An adapter of the starter model by its name, and what differs from the defaults. */
export type StarterAdapter = Partial<ConceptAdapter> & { readonly name: string }

/** A picture of 256x256 in 20 steps, with guidance. */
export function starterProject(adapters: readonly StarterAdapter[] = []): {
  project: Project
  placed: PlacedAdapter[]
} {
  const concepts = adapters.map(({ name, ...settings }) => ({
    id: name,
    name,
    adapters: [{ file: { path: join(starterModelFolder(), 'loras', `${name}.safetensors`) }, ...settings }],
  }))
  const project = createProject({
    model: { path: starterModelFolder() },
    canvas: { width: 256, height: 256 },
    prompt: 'a kiki cat and a bruno dog in a meadow',
    negativePrompt: 'a car',
    steps: 20,
    concepts,
  })
  const placed = project.concepts.map((concept) => {
    const settings = concept.adapters[0]!
    return { concept, settings, path: settings.file.path }
  })
  return { project, placed }
}
