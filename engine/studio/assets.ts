import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { EngineError } from '../errors/engineError.ts'
import { readPictureFile } from '../image/pictureFile.ts'
import { toPng } from '../image/toPng.ts'
import { largestMask } from './maskFiles.ts'
import type { AssetAnswer } from './studio.ts'

/** A picture that a window may load. */
export interface Asset {
  readonly bytes: Uint8Array
  readonly type: string
  /** Whether the address always means these bytes. */
  readonly isLasting: boolean
}

/**
 * What answers an address, by its first part. The parts that follow are looked up by name and never become part of a
 * path. Undefined, and an error of a file, answer that there is nothing.
 */
export type AssetTable = Readonly<
  Record<string, (...parts: string[]) => Promise<Asset | undefined> | Asset | undefined>
>

const longestPath = 512
/**
 * Parts are looked up, and never become part of a path; still none has what could lead elsewhere. Names have any
 * letters and signs.
 */
const plainPart = /^[^.\p{Cc}\p{Cs}/\\][^\p{Cc}\p{Cs}/\\]*$/u

/** Answers `GET asset/…`. `path` is what stands behind `asset/`, with its query, which is ignored. */
export async function answerAsset(table: AssetTable, path: string): Promise<AssetAnswer> {
  const parts = partsOf(path)
  if (parts === undefined) return { status: 400, headers: {} }
  const [kind, ...rest] = parts
  const find = kind !== undefined && Object.hasOwn(table, kind) ? table[kind] : undefined
  if (find === undefined || rest.length === 0 || rest.length !== find.length) return { status: 404, headers: {} }
  try {
    const asset = await find(...rest)
    if (asset === undefined) return { status: 404, headers: {} }
    return {
      status: 200,
      headers: {
        'content-type': asset.type,
        'content-length': `${asset.bytes.length}`,
        'cache-control': asset.isLasting ? 'private, max-age=31536000, immutable' : 'no-store',
      },
      body: asset.bytes,
    }
  } catch (error) {
    if (error instanceof EngineError) return { status: 404, headers: {} }
    throw error
  }
}

function partsOf(path: string): string[] | undefined {
  const [before = ''] = path.split(/[?#]/, 1)
  if (before.length > longestPath) return undefined
  try {
    const parts = before.split('/').map((part) => decodeURIComponent(part))
    return parts.every((part) => plainPart.test(part)) ? parts : undefined
  } catch {
    return undefined
  }
}

const pictureTypes: Readonly<Record<string, string>> = { '.png': 'image/png', '.webp': 'image/webp' }

/** A picture of our own at `path`. Missing files are nothing. */
export async function pictureAsset(path: string, isLasting: boolean): Promise<Asset | undefined> {
  const bytes = await readFile(path).catch(() => undefined)
  const type = pictureTypes[extname(path)]
  return bytes === undefined || type === undefined ? undefined : { bytes, type, isLasting }
}

/** The picture that a region names, as PNG; nothing where the file is another, such as a model. */
export async function maskAsset(path: string, isLasting: boolean): Promise<Asset | undefined> {
  const picture = await readPictureFile(path, largestMask)
  if (picture === undefined) return undefined
  const bytes = picture.extension === '.png' ? picture.bytes : await toPng(picture.bytes)
  return { bytes, type: 'image/png', isLasting }
}
