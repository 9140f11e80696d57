import { resolve } from 'node:path'
import { readRecipe } from '../../image/recipe.ts'
import type { Project } from '../../protocol/project.ts'
import type { ReadConcept } from '../../protocol/readConcept.ts'
import { plainText } from '../plainText.ts'
import { describeReadConcept } from '../readConceptReport.ts'
import { formatFacts } from './columns.ts'
import { factsOfProject, formatConcepts } from './projectInfo.ts'

export interface PictureReport {
  readonly type: 'picture'
  readonly path: string
  readonly seed: number
  readonly modelSha256: string
  readonly engineVersion: string
  readonly provider: string
  /** The project that makes this one picture. */
  readonly project: Project
  readonly warnings: readonly string[]
  /** What the picture shows of its concepts; missing where it was not read. */
  readonly presence?: readonly ReadConcept[]
}

/** Reads how a picture was made. Errors as `readRecipe`. */
export async function reportPicture(path: string): Promise<PictureReport> {
  return { type: 'picture', path: resolve(path), ...(await readRecipe(path)) }
}

/** For people. */
export function formatPicture({
  path,
  project,
  modelSha256,
  engineVersion,
  provider,
  warnings,
  presence,
}: PictureReport): string[] {
  return [
    ...formatFacts([
      ['picture', path],
      ['made by', `Polyptych ${plainText(engineVersion)} on ${plainText(provider)}`],
      ...factsOfProject(project),
      ['model hash', plainText(modelSha256)],
      ['shows', presence?.map(describeReadConcept)],
      ['warning', warnings.map(plainText)],
    ]),
    ...formatConcepts(project.concepts),
  ]
}
