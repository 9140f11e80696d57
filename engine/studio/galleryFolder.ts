import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { writeFileAtomically } from '../files/atomicWrite.ts'
import { pngSize } from '../image/pngSize.ts'
import { readRecipe, type Recipe } from '../image/recipe.ts'
import { byAge } from '../protocol/window/gallery.ts'
import { keptItemSchema, sidecarSchema, type KeptItem, type Sidecar } from './galleryItem.ts'
import { readJsonFile } from './jsonFile.ts'

const indexName = 'index.json'

export const pathsOf = (folder: string, id: string) => ({
  picture: join(folder, `${id}.png`),
  sidecar: join(folder, `${id}.json`),
  maps: join(folder, `${id}.maps.json`),
})

export const indexPathOf = (folder: string) => join(folder, indexName)

/**
 * The items of a folder of pictures, newest first. The index spares reading a file for each; what it lacks is read from
 * sidecars, and what has none from the recipe in the picture, which then gets one.
 */
export async function readGalleryFolder(folder: string): Promise<KeptItem[]> {
  const names = await readdir(folder).catch(() => [])
  const ids = names
    .filter((name) => name.endsWith('.png') && !name.startsWith('.'))
    .map((name) => basename(name, '.png'))
  const indexed = (await readJsonFile(indexPathOf(folder), z.array(keptItemSchema))) ?? []
  const known = new Map(indexed.map((item) => [item.id, item]))
  const items: KeptItem[] = []
  for (const id of ids) {
    const kept = known.get(id) ?? (await readSidecar(folder, id))?.item
    const item = kept?.id === id ? kept : await itemOfPicture(folder, id)
    if (item !== undefined) items.push(item)
  }
  return items.sort(byAge)
}

export async function readSidecar(folder: string, id: string): Promise<Sidecar | undefined> {
  return readJsonFile(pathsOf(folder, id).sidecar, sidecarSchema)
}

/** A picture whose sidecar is lost, as after a crash between the two, or is that of another one. */
async function itemOfPicture(folder: string, id: string): Promise<KeptItem | undefined> {
  const { picture, sidecar } = pathsOf(folder, id)
  const bytes = await readFile(picture).catch(() => undefined)
  const size = bytes === undefined ? undefined : pngSize(bytes)
  if (bytes === undefined || size === undefined) return undefined
  const { mtime } = await stat(picture)
  const recipe = await readRecipe(bytes).catch(() => undefined)
  const item = itemOfRecipe(id, recipe, size, mtime)
  await writeFileAtomically(sidecar, JSON.stringify({ item } satisfies Sidecar))
  return item
}

/** What the recipe in a picture says of it; what holds none is the sheet of a comparison. */
export function itemOfRecipe(id: string, recipe: Recipe | undefined, size: PixelSize, createdAt: Date): KeptItem {
  const project = recipe?.project
  return {
    id,
    type: recipe === undefined ? 'sheet' : 'picture',
    ...size,
    name: project?.title ?? id,
    seed: recipe?.seed ?? 0,
    prompt: project?.prompt ?? '',
    method: project?.method.name ?? '',
    model: project?.model.name ?? '',
    sampler: project?.sampler ?? '',
    steps: project?.steps ?? 0,
    guidance: project?.guidance ?? 0,
    provider: recipe?.provider ?? '',
    createdAt: createdAt.toISOString(),
    milliseconds: 0,
    ...(recipe?.presence && { concepts: [...recipe.presence] }),
    cast: project === undefined ? [] : castOf(project),
    hasAttention: false,
  }
}

type PixelSize = NonNullable<ReturnType<typeof pngSize>>

/** Names and colours of the concepts that take part in a picture. */
export function castOf({ concepts }: NonNullable<Sidecar['project']>): KeptItem['cast'] {
  return concepts
    .filter(({ hidden }) => !hidden)
    .map(({ id, name, color }) => ({ conceptId: id, name, ...(color !== undefined && { color }) }))
}
