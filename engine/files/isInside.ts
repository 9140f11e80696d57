import { isAbsolute, relative, sep } from 'node:path'

/** Whether `path` is `folder` or lies below it, as their texts say. Both are absolute. */
export function isInside(folder: string, path: string): boolean {
  const from = relative(folder, path)
  return !isAbsolute(from) && from !== '..' && !from.startsWith(`..${sep}`)
}
