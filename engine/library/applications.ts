import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isSystemError } from '../files/fileErrors.ts'
import { comfyPathFiles, comfyRoots } from './comfyPaths.ts'
import type { Application, Holding, Root } from './libraryFolder.ts'

/** A program whose folders of adapters and models are read in place. */
interface ApplicationLayout {
  readonly application: Application
  /** Paths from the program's folder, of which one is enough to recognise it. */
  readonly markers: readonly string[]
  readonly adapters: readonly string[]
  readonly models: readonly string[]
}

/**
 * Where programs keep their files, in the order in which they are recognised: those with a sign of their own first,
 * because the folders of the last ones are common to many.
 */
const layouts: readonly ApplicationLayout[] = [
  {
    application: 'invokeai',
    markers: ['invokeai.yaml', 'databases/invokeai.db'],
    adapters: ['models/sd-1/lora', 'models/sd-2/lora', 'models/sdxl/lora'],
    models: ['models/sd-1/main', 'models/sd-2/main', 'models/sdxl/main'],
  },
  {
    application: 'stability-matrix',
    markers: ['Data/Models/Lora', 'Data/Models/StableDiffusion'],
    adapters: ['Data/Models/Lora', 'Data/Models/LyCORIS'],
    models: ['Data/Models/StableDiffusion'],
  },
  {
    application: 'stability-matrix', // its data folder by itself, which can be anywhere
    markers: ['Models/StableDiffusion'],
    adapters: ['Models/Lora', 'Models/LyCORIS'],
    models: ['Models/StableDiffusion'],
  },
  {
    application: 'comfyui',
    markers: ['models/loras', 'models/checkpoints', ...comfyPathFiles],
    adapters: ['models/loras'],
    models: ['models/checkpoints', 'models/diffusers'],
  },
  {
    application: 'swarmui',
    markers: ['SwarmUI.sln', 'launch-linux.sh', 'launch-windows.bat'],
    adapters: ['Models/Lora'],
    models: ['Models/Stable-Diffusion'],
  },
  {
    application: 'forge',
    markers: ['modules_forge'],
    adapters: ['models/Lora', 'models/LyCORIS'],
    models: ['models/Stable-diffusion'],
  },
  {
    application: 'a1111',
    markers: ['webui.py', 'webui.sh', 'webui-user.bat', 'models/Lora', 'models/Stable-diffusion'],
    adapters: ['models/Lora', 'models/LyCORIS'],
    models: ['models/Stable-diffusion'],
  },
]

/** A program's folder. */
export interface FoundApplication {
  readonly application: Application
  readonly path: string
}

/**
 * The program that a folder belongs to, where it is the program's own folder or its folder of models. A folder counts
 * only if there is something for the library in it.
 */
export async function recogniseApplication(path: string): Promise<FoundApplication | undefined> {
  const candidates = basename(path).toLowerCase() === 'models' ? [path, dirname(path)] : [path]
  for (const candidate of candidates) {
    for (const { application, markers } of layouts) {
      const found = await Promise.all(markers.map((marker) => findBelow(candidate, marker)))
      if (found.every((marker) => marker === undefined)) continue
      if ((await applicationRoots(application, candidate)).length > 0) return { application, path: candidate }
    }
  }
  return undefined
}

/** The folders of adapters and models of a program, those that exist. */
export async function applicationRoots(application: Application, path: string): Promise<Root[]> {
  const roots: Root[] = []
  for (const layout of layouts.filter((candidate) => candidate.application === application)) {
    roots.push(...(await existingRoots(path, layout.adapters, 'adapters')))
    roots.push(...(await existingRoots(path, layout.models, 'models')))
  }
  if (application === 'comfyui') roots.push(...(await comfyRoots(path)))
  if (application === 'invokeai') roots.push(...(await invokeRoots(path)))
  return roots
}

async function existingRoots(path: string, folders: readonly string[], holds: Holding): Promise<Root[]> {
  const found = await Promise.all(folders.map((folder) => findBelow(path, folder)))
  return found.flatMap((folder) => (folder === undefined ? [] : [{ path: folder, holds }]))
}

/** Newer versions of InvokeAI give each model a folder of its own, which is named by a random id. */
async function invokeRoots(path: string): Promise<Root[]> {
  const models = join(path, 'models')
  const names = (await namesIn(models)).filter((name) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(name))
  return names.map((name) => ({ path: join(models, name), holds: 'anything' }))
}

/** A path below a folder, whatever the case of its parts: `models/Lora` is `models/lora` on other systems. */
async function findBelow(folder: string, below: string): Promise<string | undefined> {
  let path = folder
  for (const part of below.split('/')) {
    const names = await namesIn(path)
    const name = names.includes(part) ? part : names.find((other) => other.toLowerCase() === part.toLowerCase())
    if (name === undefined) return undefined
    path = join(path, name)
  }
  return path
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isSystemError(error)) return []
    throw error
  }
}
