import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { isSystemError } from '../files/fileErrors.ts'
import { kindOfPath } from '../safetensors/modelFiles.ts'
import type { Holding, Root } from './libraryFolder.ts'

const sectionSchema = z.looseObject({
  base_path: z.string().optional(),
  loras: z.string().optional(),
  checkpoints: z.string().optional(),
  diffusers: z.string().optional(),
})

const holdings: readonly (readonly ['loras' | 'checkpoints' | 'diffusers', Holding])[] = [
  ['loras', 'adapters'],
  ['checkpoints', 'models'],
  ['diffusers', 'models'],
]

/** The files in which ComfyUI and its desktop program are told of further folders. */
export const comfyPathFiles: readonly string[] = ['extra_model_paths.yaml', 'extra_models_config.yaml']

/** Folders that ComfyUI reads besides its own, those that exist. A file that is damaged names none. */
export async function comfyRoots(comfyFolder: string): Promise<Root[]> {
  const roots: Root[] = []
  for (const name of comfyPathFiles) {
    for (const root of await rootsInFile(join(comfyFolder, name))) {
      if (await isFolder(root.path)) roots.push(root)
    }
  }
  return roots
}

async function rootsInFile(path: string): Promise<Root[]> {
  const parsed = z.record(z.string(), z.unknown()).safeParse(await readYaml(path))
  return Object.values(parsed.data ?? {}).flatMap((section) => rootsInSection(section, dirname(path)))
}

/** Each key holds one folder on each line, seen from `base_path`, which is seen from the folder of the file. */
function rootsInSection(value: unknown, folder: string): Root[] {
  const section = sectionSchema.safeParse(value).data
  if (section === undefined) return []
  const base = resolve(folder, expanded(section.base_path ?? ''))
  return holdings.flatMap(([key, holds]) =>
    (section[key] ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((line) => ({ path: resolve(base, expanded(line)), holds })),
  )
}

/** `~` and variables of the environment, as Python's expanduser and expandvars replace them. */
function expanded(path: string): string {
  const withVariables = path.replace(
    /\$\{(\w+)\}|\$(\w+)|%(\w+)%/g,
    (whole, ...names: (string | undefined)[]) => process.env[names.slice(0, 3).find(Boolean) ?? ''] ?? whole,
  )
  return withVariables.replace(/^~(?=$|[\\/])/, homedir())
}

async function readYaml(path: string): Promise<unknown> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (isSystemError(error)) return undefined
    throw error
  }
  try {
    return parse(text)
  } catch {
    return undefined // someone else's file, which ComfyUI itself refuses
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await kindOfPath(path)) === 'folder'
  } catch {
    return false // a folder that may not be looked at
  }
}
