import { createAdapterReader } from '../pipeline/concepts.ts'
import type { OpenModel } from '../pipeline/openModel.ts'
import { prepareRender, type PreparedRender } from '../pipeline/prepareRender.ts'
import { createProject, type Project, type ProjectInput } from '../protocol/project.ts'
import { starterPath } from './fixtureFiles.ts'

export type ConceptInput = NonNullable<ProjectInput['concepts']>[number]

/** A concept of the starter model with one adapter. */
export function starterConcept(
  name: string,
  words: string,
  { weight = 0.9, file = name } = {},
): ConceptInput & { adapters: [NonNullable<ConceptInput['adapters']>[number]] } {
  const path = starterPath(`loras/${file}.safetensors`)
  return { id: name, name, words, adapters: [{ file: { path }, weight }] }
}

/** Where the concept of a small project is. */
export const leftHalf = { type: 'box', x: 0, y: 0, width: 32, height: 64 } as const

/** A picture of 64 × 64 with one concept on its left half, rendered in a moment. */
export function smallProject(changes: Partial<ProjectInput> = {}): Project {
  return createProject({
    model: { path: starterPath() },
    canvas: { width: 64, height: 64 },
    concepts: [{ ...starterConcept('kiki', 'a kiki cat'), region: leftHalf }],
    seeds: [3],
    ...changes,
  })
}

const read = createAdapterReader()

/** A project with the starter model, ready to render. */
export async function prepareStarter(model: OpenModel, settings: Partial<ProjectInput>): Promise<PreparedRender> {
  const project = createProject({ model: { path: starterPath() }, ...settings })
  const visible = project.concepts.filter(({ hidden }) => !hidden)
  const placed = visible.flatMap((concept) =>
    concept.adapters.map((adapter) => ({ concept, settings: adapter, path: adapter.file.path })),
  )
  return prepareRender(model, project, placed, read)
}
