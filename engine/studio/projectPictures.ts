import { join } from 'node:path'
import { z } from 'zod'
import { createJsonWriter, readJsonFile } from './jsonFile.ts'

/** The picture of the gallery that was rendered last of each project file, by which lists of projects show it. */
export interface ProjectPictures {
  note(projectPath: string, pictureId: string): void
  find(projectPath: string): string | undefined
  flush(): Promise<void>
}

const mostKept = 500

export async function openProjectPictures(dataFolder: string): Promise<ProjectPictures> {
  const file = join(dataFolder, 'projectPictures.json')
  const writer = createJsonWriter(file)
  const pictures = new Map(Object.entries((await readJsonFile(file, z.record(z.string(), z.string()))) ?? {}))
  return {
    note(projectPath, pictureId) {
      pictures.delete(projectPath)
      pictures.set(projectPath, pictureId)
      if (pictures.size > mostKept) pictures.delete(pictures.keys().next().value!)
      writer.write(Object.fromEntries(pictures))
    },
    find: (projectPath) => pictures.get(projectPath),
    flush: () => writer.flush(),
  }
}
