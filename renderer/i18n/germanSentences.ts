import { adapterKinds } from './de/engine/adapterKinds.ts'
import { adapters } from './de/engine/adapters.ts'
import { composing } from './de/engine/composing.ts'
import { files } from './de/engine/files.ts'
import { hosts } from './de/engine/hosts.ts'
import { models } from './de/engine/models.ts'
import { pictures } from './de/engine/pictures.ts'
import { projects } from './de/engine/projects.ts'
import { rendering } from './de/engine/rendering.ts'
import { tensorFiles } from './de/engine/tensorFiles.ts'
import type { EngineLanguage, Sentences } from './sentenceTable.ts'

/** What the engine says, by area. A sentence stands in one of them. */
export const germanAreas: Readonly<Record<string, Sentences>> = {
  adapterKinds,
  adapters,
  composing,
  files,
  hosts,
  models,
  pictures,
  projects,
  rendering,
  tensorFiles,
}

export const germanSentences: EngineLanguage = {
  sentences: Object.assign({}, ...Object.values(germanAreas)) as Sentences,
  quotationMarks: ['„', '“'],
  or: 'oder',
}
