import { openCheckpoint } from '../checkpoint/checkpoint.ts'
import { nativeSideOf } from '../checkpoint/nativeSide.ts'
import { createProject, nearestCanvasSide, type Project } from '../protocol/project.ts'

/** Guidance that the starter model was tried with, as its examples have it. */
const guidance = 5

/** An empty project of the starter model, in the size that the model was trained on. Its path is absolute. */
export async function newProject(starterModel: string): Promise<Project> {
  const side = nearestCanvasSide(nativeSideOf(await openCheckpoint(starterModel)) ?? 512)
  return createProject({
    model: { path: starterModel, name: 'Polyptych Starter' },
    canvas: { width: side, height: side },
    method: { name: 'auto' },
    guidance,
    seeds: { first: 1, count: 1 },
  })
}
