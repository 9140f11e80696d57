import { join } from 'node:path'
import { starterModelFolder } from '../../cli/installation.ts'
import type { AdapterReader, PlacedAdapter } from '../../pipeline/concepts.ts'
import type { OpenModel } from '../../pipeline/openModel.ts'
import { prepareRender, type PreparedRender } from '../../pipeline/prepareRender.ts'
import { createProject, type Method, type Region } from '../../protocol/project.ts'

const side = 256
const half = side / 2

/** Four characters of the starter model, with the quarter of the canvas that each has where regions are drawn. */
const characters = [
  { name: 'kiki', words: 'a kiki cat', x: 0, y: 0 },
  { name: 'bruno', words: 'a bruno dog', x: half, y: 0 },
  { name: 'luna', words: 'a luna rabbit', x: 0, y: half },
  { name: 'bolt', words: 'a bolt robot', x: half, y: half },
] as const

export interface MethodProjectSettings {
  readonly method: Method
  /** Whether there are concepts at all. */
  readonly hasConcepts?: boolean
  /** Whether each concept has a quarter of the canvas for itself. */
  readonly hasRegions?: boolean
}

/** A picture of 256x256 in 20 steps, with guidance, of no concept or of four, prepared for rendering. */
export function prepareMethod(
  model: OpenModel,
  read: AdapterReader,
  { method, hasConcepts = true, hasRegions = false }: MethodProjectSettings,
): Promise<PreparedRender> {
  const project = createProject({
    model: { path: starterModelFolder() },
    canvas: { width: side, height: side },
    prompt: 'a meadow, 3d style',
    negativePrompt: 'blurry',
    steps: 20,
    method,
    concepts: (hasConcepts ? characters : []).map(({ name, words, x, y }) => ({
      id: name,
      name,
      words,
      adapters: [{ file: { path: join(starterModelFolder(), 'loras', `${name}.safetensors`) } }],
      ...(hasRegions && { region: { type: 'box', x, y, width: half, height: half } satisfies Region }),
    })),
  })
  const placed = project.concepts.map((concept): PlacedAdapter => {
    const settings = concept.adapters[0]!
    return { concept, settings, path: settings.file.path }
  })
  return prepareRender(model, project, placed, read)
}
