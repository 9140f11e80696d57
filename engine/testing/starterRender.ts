import { createAdapterReader } from '../pipeline/concepts.ts'
import type { OpenModel } from '../pipeline/openModel.ts'
import { prepareRender, type PreparedRender } from '../pipeline/prepareRender.ts'
import { createProject, type ProjectInput } from '../protocol/project.ts'
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
