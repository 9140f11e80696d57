import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../testing/adapterFiles.ts'
import { fileTree, libraryForTest } from '../testing/libraryForTest.ts'
import { recogniseApplication } from './applications.ts'
import { findApplications } from './findApplications.ts'

/** What each program's folder looks like, with a LoRA in each of its places and others where none is looked for. */
const trees: readonly (readonly [
  application: string,
  root: string,
  files: readonly string[],
  loras: readonly string[],
])[] = [
  [
    'comfyui',
    'ComfyUI',
    ['main.py', 'models/checkpoints/readme.txt', 'models/vae/vae.safetensors', 'custom_nodes/x/x.safetensors'],
    ['models/loras/a.safetensors', 'models/loras/people/deep/b.safetensors'],
  ],
  [
    'a1111',
    'stable-diffusion-webui',
    ['webui.py', 'models/VAE/vae.safetensors'],
    ['models/Lora/a.safetensors', 'models/LyCORIS/b.safetensors'],
  ],
  ['forge', 'forge', ['webui.py', 'modules_forge/x.py'], ['models/Lora/a.safetensors']],
  [
    'invokeai',
    'invokeai',
    ['invokeai.yaml', 'models/sdxl/vae/vae.safetensors'],
    ['models/sd-1/lora/a.safetensors', 'models/0a1b2c3d-0000-4000-8000-0123456789ab/b.safetensors'],
  ],
  [
    'stability-matrix',
    'StabilityMatrix',
    ['Data/Models/VAE/vae.safetensors'],
    ['Data/Models/Lora/a.safetensors', 'Data/Models/LyCORIS/b.safetensors'],
  ],
  ['stability-matrix', 'StabilityData', ['Models/StableDiffusion/readme.txt'], ['Models/Lora/a.safetensors']],
  ['swarmui', 'SwarmUI', ['launch-linux.sh', 'Models/VAE/vae.safetensors'], ['Models/Lora/a.safetensors']],
]

async function madeTree(root: string, files: readonly string[], loras: readonly string[]): Promise<string> {
  const folder = join(await temporaryFolder(), root)
  await fileTree(folder, Object.fromEntries(files.map((name) => [name, ''])))
  await fileTree(folder, Object.fromEntries(loras.map((name) => [name, 'kiki'])))
  return folder
}

describe.each(trees)('%s in %s', (application, root, files, loras) => {
  it('is recognised, found, and read in its own folders alone', async () => {
    const folder = await madeTree(root, files, loras)
    const { library } = await libraryForTest({ places: [join(folder, '..')] })
    const [found] = await library.findFolders()
    expect(found).toMatchObject({ application, name: root, count: loras.length })
    const folderId = await library.addFolder({ found: found!.id })
    await library.settled()
    const { entries, folders } = library.read()
    expect(entries.map(({ id }) => library.pathOf(id)).sort()).toEqual(loras.map((name) => join(folder, name)).sort())
    expect(folders.find(({ id }) => id === folderId)).toMatchObject({
      application,
      name: root,
      count: loras.length,
      removable: true,
    })
    expect(await library.findFolders()).toEqual([])
  })
})

it('takes the folder of models for the program that it belongs to', async () => {
  const folder = await madeTree('ComfyUI', [], ['models/loras/a.safetensors'])
  expect(await recogniseApplication(join(folder, 'models'))).toEqual({ application: 'comfyui', path: folder })
  expect(await recogniseApplication(join(folder, 'models', 'loras'))).toBeUndefined()
})

it('shows what lies among the checkpoints as models', async () => {
  const folder = await madeTree(
    'ComfyUI',
    ['models/checkpoints/broken.safetensors'],
    ['models/checkpoints/lora.safetensors'],
  )
  const { library } = await libraryForTest()
  await library.addFolder({ path: folder })
  await library.settled()
  expect(library.read().models).toMatchObject([{ name: 'broken', problem: { code: 'file-invalid' } }])
  expect(library.read().entries).toMatchObject([{ fileName: 'lora.safetensors' }])
})

describe('extra_model_paths.yaml', () => {
  it('adds folders of other programs: lists of lines, paths from a base, and from the file', async () => {
    const folder = await madeTree('ComfyUI', [], ['models/loras/a.safetensors'])
    const elsewhere = await madeTree('elsewhere', [], ['Lora/b.safetensors', 'LyCORIS/c.safetensors'])
    await fileTree(folder, {
      'near/d.safetensors': 'kiki',
      'extra_model_paths.yaml': [
        'a111:',
        `  base_path: ${elsewhere}`,
        '  is_default: true',
        '  loras: |',
        '    Lora',
        '    LyCORIS',
        '  vae: VAE',
        'mine:',
        '  loras: near',
        '  checkpoints: not/there',
      ].join('\n'),
    })
    const { library } = await libraryForTest()
    await library.addFolder({ path: folder })
    await library.settled()
    const names = library.read().entries.map(({ fileName }) => fileName)
    expect(names.sort()).toEqual(['a.safetensors', 'b.safetensors', 'c.safetensors', 'd.safetensors'])
  })

  it('is passed over where it is damaged', async () => {
    const folder = await madeTree('ComfyUI', [], ['models/loras/a.safetensors'])
    await fileTree(folder, { 'extra_model_paths.yaml': 'a: [b: {c' })
    const { library } = await libraryForTest()
    await library.addFolder({ path: folder })
    await library.settled()
    expect(library.read().entries).toHaveLength(1)
  })
})

it('finds programs one folder further down, and nothing after it was stopped', async () => {
  const place = await temporaryFolder()
  await fileTree(place, {
    'ComfyUI_windows_portable/ComfyUI/models/loras/a.safetensors': 'kiki',
    'notes/models/loras/b': '',
  })
  const found = await findApplications([place, join(place, 'missing')], new AbortController().signal)
  expect(found).toMatchObject([{ application: 'comfyui', count: 1 }])
  expect(await findApplications([place], AbortSignal.abort())).toEqual([])
})
